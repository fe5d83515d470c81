const ASCII = /^[\0-\x7f]*$/;
const LETTER = /[\p{L}\p{M}]/u;

/** A word as it is compared: small, without accents. */
export function foldWord(word: string): string {
  const small = word.toLowerCase();
  return ASCII.test(small) ? small : small.normalize('NFD').replaceAll(/\p{M}+/gu, '');
}

/** A word of a text, and where it stands. */
export interface Word {
  text: string;
  start: number;
  end: number;
}

/** Letters in a row; an apostrophe within them parts nothing, but for that of a genitive. Read sign by sign: a pattern takes ten times as long. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (let start = 0; start < text.length; start += 1) {
    if (!isLetter(text, start)) continue;
    let end = start + 1;
    while (isLetter(text, end) || isJoint(text, end)) end += 1;
    words.push({ text: text.slice(start, end), start, end });
    start = end;
  }
  return words;
}

function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return (code > 96 && code < 123) || (code > 64 && code < 91);
  return code > 127 && LETTER.test(text.charAt(at));
}

function isJoint(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if ((code !== 0x27 && code !== 0x2019) || !isLetter(text, at + 1)) return false;
  return text.charAt(at + 1).toLowerCase() !== 's' || isLetter(text, at + 2);
}
