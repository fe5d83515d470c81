export interface Piece {
  /** Where it begins in the text. */
  at: number;
  text: string;
  /** Set where the piece is the key of a case. */
  key?: string;
}

const KEY = /(?<![\w-])CASE-[1-9]\d{0,15}(?![\w-])/g;

/** A sentence cut at the keys of cases in it. */
export function cutAtKeys(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: key, index } of text.matchAll(KEY)) {
    if (index > end) pieces.push({ at: end, text: text.slice(end, index) });
    pieces.push({ at: index, text: key, key });
    end = index + key.length;
  }
  if (end < text.length) pieces.push({ at: end, text: text.slice(end) });
  return pieces;
}
