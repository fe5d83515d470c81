import { cut } from '../text.ts';

/** A text as its words are read: without signs nobody sees, look-alikes as the plain letters, small, with single blanks. */
export function foldWords(text: string): string {
  return (PLAIN.test(text) ? text : plainOf(text)).toLowerCase().replace(SEPARATORS, ' ');
}

/** Nearly all texts are of these signs, and normalising costs ten times what the rest does. */
const PLAIN = /^[\0-\x7f]*$/;
const SEPARATORS = /[\s_\-–—.,*~`'"“”‘’|/\\+=]+/g;

function plainOf(text: string): string {
  // One sign may stand for eighteen letters: a text of such signs is read as far as others are.
  return cut(text.normalize('NFKC'), text.length * 2 + 64)
    .replace(
      /\u034f|\u17b4|\u17b5|\u180b|\u180c|\u180d|[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g,
      '',
    )
    .replace(/[\u{e0000}-\u{e007f}]/gu, (sign) =>
      String.fromCharCode(sign.codePointAt(0)! - 0xe0000).replace(/[^ -~]/, ''),
    )
    .normalize('NFD')
    .replace(/\p{Mn}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u0400-\u04ff\u0370-\u03ff\u0131]/g, (letter) => LOOK_ALIKES[letter] ?? letter);
}

/** Letters of other alphabets that look like ours. */
const LOOK_ALIKES: Readonly<Record<string, string>> = Object.fromEntries(
  'аa еe оo рp сc уy хx іi јj ѕs ԁd һh кk мm тt вb нh зz αa εe οo ρp τt υu νv ιi κk χx ıi'
    .split(' ')
    .map((pair) => [[...pair][0]!, [...pair][1]!]),
);

/** Words with a blank, a dot or a dash between all letters, put together: `i g n o r e`. */
export function joinSpaced(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])(?:[\p{L}\p{N}][\s._-]){4,200}[\p{L}\p{N}](?![\p{L}\p{N}])/gu, (run) =>
    run.replace(/[\s._-]/g, ''),
  );
}
