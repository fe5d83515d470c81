/** What Roboto, the font of the PDF, has glyphs for: Latin with all its marks, Greek, Cyrillic, punctuation, currencies. */
const COVERED: readonly (readonly [from: number, to: number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x218, 0x21b],
  [0x2c6, 0x2c7],
  [0x2d8, 0x2dd],
  [0x384, 0x38a],
  [0x38c, 0x38c],
  [0x38e, 0x3a1],
  [0x3a3, 0x3ce],
  [0x400, 0x486],
  [0x488, 0x513],
  [0x1e80, 0x1e85],
  [0x1e9e, 0x1e9e],
  [0x1ea0, 0x1ef9],
  [0x2000, 0x200a],
  [0x2010, 0x2011],
  [0x2013, 0x2015],
  [0x2017, 0x201e],
  [0x2020, 0x2022],
  [0x2025, 0x2027],
  [0x2030, 0x2030],
  [0x2032, 0x2033],
  [0x2039, 0x203a],
  [0x20a6, 0x20ac],
  [0x2122, 0x2122],
  [0x2212, 0x2212],
  [0x2260, 0x2260],
  [0x2264, 0x2265],
];

/** Signs that the font lacks and a plain one says as well. Zero-width and direction marks say nothing on paper. */
const INSTEAD: Readonly<Record<string, string>> = {
  '→': '->',
  '←': '<-',
  '✓': '+',
  '✗': 'x',
  '\t': '    ',
  '\r': '',
  '\u200b': '',
  '\u200c': '',
  '\u200d': '',
  '\u200e': '',
  '\u200f': '',
  '\ufeff': '',
};

/**
 * A text as the PDF can show it. A sign that the font lacks is written as its code point, `[U+6771]`, so that nothing is lost or turned
 * into a box that stands for anything.
 */
export function printable(text: string): string {
  let result = '';
  for (const sign of text.normalize('NFC')) {
    const code = sign.codePointAt(0)!;
    if (sign === '\n' || isCovered(code)) result += sign;
    else result += INSTEAD[sign] ?? `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  }
  return result;
}

const isCovered = (code: number) => COVERED.some(([from, to]) => code >= from && code <= to);
