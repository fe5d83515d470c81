import { type Pass, passes, replaceEach } from './step.ts';

const MOST = 20_000;

/** Lists of character codes that a script turns into text: `[char[]](105,101)`, `String.fromCharCode(…)`, `105,101|%{[char]$_}`. */
export function readCharacters(text: string): Pass {
  if (!/char|chr/i.test(text)) return { text, results: [] };
  return passes(text, [readLists, readPiped, readVbs]);
}

const readLists = (text: string): Pass =>
  replaceEach(
    text,
    /(?:\[char\[\]\]\s{0,5}\(?\s{0,5}@?\(?|string\.fromcharcode\s{0,5}\()((?:0x)?[0-9a-f]{1,5}(?:[\s,]{1,5}(?:0x)?[0-9a-f]{1,5}){1,5000})\s{0,5}\)?\)?(?:\s{0,5}-join\s{0,5}(?:''|""))?/gi,
    ([, codes]) => quoted(codes!),
  );

const readPiped = (text: string): Pass =>
  replaceEach(
    text,
    /(\(?)((?<![\d,\s])\d{1,5}(?:\s?,\s?\d{1,5}){2,5000})(\)?)\s{0,5}\|\s{0,5}(?:%|foreach-object|foreach)\s{0,5}\{\s{0,5}(?:\(\s{0,5})?\[char\]\s{0,5}(?:\[int\])?\s{0,5}\$_\s{0,5}\)?\s{0,5}\}/gi,
    ([, open, codes, close]) => {
      const text = quoted(codes!);
      // A bracket that is not closed before the pipe belongs to what is around it.
      return text === null ? null : `${open && !close ? open : ''}${text}${close && !open ? close : ''}`;
    },
  );

const readVbs = (text: string): Pass =>
  replaceEach(
    text,
    /chrw?\(\s{0,3}(\d{1,5})\s{0,3}\)(?:\s{0,5}&\s{0,5}chrw?\(\s{0,3}\d{1,5}\s{0,3}\)){1,5000}/gi,
    ([found]) => quoted([...found.matchAll(/\d+/g)].join(',')),
  );

function quoted(codes: string): string | null {
  const numbers = codes
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number);
  if (numbers.length > MOST || numbers.some((code) => !(code >= 9 && code <= 0xffff))) return null;
  return `'${numbers.map((code) => String.fromCharCode(code)).join('')}'`;
}
