/** Character classes as bits, so that one pass over a word also says what the word is made of. */
export const DIGIT = 1;
export const HEX_LETTER = 2;
export const OTHER_LETTER = 4;
export const DOT = 8;
export const HYPHEN = 16;
export const UNDERSCORE = 32;
/** A letter, mark or digit outside of ASCII. */
export const WIDE = 64;

export const HEX = DIGIT | HEX_LETTER;
export const ALNUM = HEX | OTHER_LETTER;
const NOT_A_WORD = 255;

/** By unit; for those from 128 on only `bitsOf` knows. */
export const wordBits = new Uint8Array(0x10000);
for (let c = 48; c <= 57; c++) wordBits[c] = DIGIT;
for (let c = 97; c <= 122; c++) wordBits[c] = wordBits[c - 32] = c <= 102 ? HEX_LETTER : OTHER_LETTER;
wordBits[46] = DOT;
wordBits[45] = HYPHEN;
wordBits[95] = UNDERSCORE;

const WORD = /[\p{L}\p{M}\p{N}]/u;

/** Class bits of a UTF-16 unit; 0 for what cannot be inside a word (also surrogates and NaN, the end of a text). */
export function bitsOf(unit: number): number {
  if (unit < 128) return wordBits[unit] as number;
  // Unicode properties cost a regular expression, so each unit is asked once and remembered.
  if (!(unit >= 128)) return 0;
  const known = wordBits[unit] as number;
  if (known !== 0) return known === NOT_A_WORD ? 0 : known;
  const isWord = WORD.test(String.fromCharCode(unit));
  wordBits[unit] = isWord ? WIDE : NOT_A_WORD;
  return isWord ? WIDE : 0;
}

export const isAlnum = (unit: number): boolean => (bitsOf(unit) & (ALNUM | WIDE)) !== 0;
export const isAsciiAlnum = (unit: number): boolean => (bitsOf(unit) & ALNUM) !== 0;
export const isHex = (unit: number): boolean => (bitsOf(unit) & HEX) !== 0;
export const isDigit = (unit: number): boolean => bitsOf(unit) === DIGIT;
export const isAsciiLetter = (unit: number): boolean => (bitsOf(unit) & (HEX_LETTER | OTHER_LETTER)) !== 0;
/** Lower case of an ASCII letter; other units become something that equals no letter's code by accident only. */
export const lower = (unit: number): number => unit | 32;
/** The `n`, `r` and `t` of a written `\n`. */
export const isEscapeLetter = (unit: number): boolean => unit === 110 || unit === 114 || unit === 116;
