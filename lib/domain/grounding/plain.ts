/** What a device may be called before anything is said of it. That it is one of these is not said of it. */
const CALLED = 'device|computer|machine|host|endpoint|system|workstation|laptop|server|pc|terminal';
const THING = 'device|computer|machine|host|endpoint|system';

const BETWEEN = /[,;()]|\.(?=\s|$)|\s[-–—]\s|\b(?:and|while|but|whereas|with)\b/;

/** The clauses of a sentence in small letters, in which its subject is `it` already where it had a name. */
export const clausesOf = (text: string): string[] => plain(text).split(BETWEEN).map(bare);

/** One clause, or one form of it, with nothing but its words: `its owner is` and `the owner is` are the same. */
export function bare(clause: string): string {
  return clause
    .replaceAll(/\b(?:the|an?|its|also)\b(?!-)/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^(?:which|that|whose) /, '');
}

/** `this endpoint`, `host POS-0231`, `POS-0231’s` and the like are `it` and `its`; hyphens, colons and quotes around a value are blanks. */
function plain(text: string): string {
  return text
    .replaceAll('’', "'")
    .replaceAll(
      new RegExp(`\\b(?:(?:the|this|our)\\s+)(?:${CALLED})(?!\\p{L})(?:\\s+(?:named\\s+|called\\s+)?it\\b)?`, 'gu'),
      'it',
    )
    .replaceAll(new RegExp(`\\b(?:${CALLED})\\s+it\\b`, 'gu'), 'it')
    .replaceAll(/\bit's\b/g, 'its')
    .replaceAll(new RegExp(`\\uE001's\\s+(?:${THING})\\b`, 'gu'), "\uE001's computer")
    .replaceAll(new RegExp(`(?<=\\ba\\s+\\uE000\\d+)\\uE001\\s+(?:${THING})\\b`, 'gu'), '\uE001')
    .replaceAll(/["“”]|(?<![\p{L}\p{N}\uE001])'|'(?![\p{L}\p{N}])/gu, ' ')
    .replaceAll(/(?<=[\p{L}\p{N}])[-‑:](?=[\p{L}\s])/gu, ' ');
}
