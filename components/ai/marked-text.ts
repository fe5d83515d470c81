/** A piece of a text, and whether it is one of those that are marked. */
export interface Piece {
  /** Where it begins, which is its own. */
  start: number;
  text: string;
  marked: boolean;
}

/** A text in pieces along the places to mark; places that overlap or touch are one. What lies outside of the text is left out. */
export function piecesOf(text: string, spans: readonly { start: number; end: number }[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const take = (end: number, marked: boolean) => {
    if (end > at) pieces.push({ start: at, text: text.slice(at, end), marked });
    at = Math.max(at, end);
  };
  for (const { start, end } of joined(text, spans)) {
    take(start, false);
    take(end, true);
  }
  take(text.length, false);
  return pieces;
}

function joined(text: string, spans: readonly { start: number; end: number }[]) {
  const sorted = spans
    .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(text.length, end) }))
    .filter(({ start, end }) => end > start)
    .toSorted((a, b) => a.start - b.start);
  const out: { start: number; end: number }[] = [];
  for (const span of sorted) {
    const last = out.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else out.push(span);
  }
  return out;
}
