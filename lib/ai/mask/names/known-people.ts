import { isGivenName } from './given-names.ts';
import { isNoName } from './no-names.ts';
import { foldWord, type Word, wordsOf } from './words.ts';

/** A way to write somebody’s name. */
interface Spelling {
  /** Folded; of one letter where it is an initial. */
  words: readonly string[];
  person: string;
  /** `full`: all of it, in any case. `short`: with an initial. `lone`: a word of it alone. */
  form: 'full' | 'short' | 'lone';
}

const MOST_PEOPLE = 10_000;
const PARTS: Record<Exclude<Spelling['form'], 'lone'>, RegExp> = {
  full: /^(?:[ \t\u00a0]{1,2}|, ?|[._+-]|\. |%20)$/,
  short: /^(?:\.|\. |_|, ?| )$/,
};

/** The people whose names are known, found again however they are written. Time is in proportion to the text, however many there are. */
export interface KnownPeople {
  /** @param here whether the name was found in what is to be masked: then one of its words alone is enough */
  add(words: readonly string[], here: boolean): void;
  /** @param place what stands for a spelling of a person */
  replace(text: string, place: (person: string, spelling: string) => string): string;
}

export function createKnownPeople(): KnownPeople {
  // By their first two words: many share a first name, and more an initial.
  const byBeginning = new Map<string, Spelling[]>();
  const firsts = new Set<string>();
  const seen = new Set<string>();

  function spell(words: readonly string[], person: string, form: Spelling['form']) {
    const key = `${form} ${words.join(' ')}`;
    if (seen.has(key)) return;
    seen.add(key);
    firsts.add(words[0]!);
    const beginning = words.slice(0, 2).join(' ');
    const spellings = [...(byBeginning.get(beginning) ?? []), { words, person, form }];
    byBeginning.set(
      beginning,
      spellings.sort((a, b) => b.words.length - a.words.length),
    );
  }

  function add(names: readonly string[], here: boolean) {
    const words = names.flatMap((name) => wordsOf(name).map(({ text }) => foldWord(text)));
    if (words.length === 0 || words.length > 6 || seen.size > MOST_PEOPLE * 6 || words.every(isNoName)) return;
    const person = words.toSorted().join(' ');
    const [first, last] = [words[0]!, words.at(-1)!];
    if (words.length > 1) {
      spell(words, person, 'full');
      spell([last, ...words.slice(0, -1)], person, 'full');
      spell([first, last], person, 'full');
      spell([last, first], person, 'full');
      for (const [given, family] of [
        [first, last],
        [last, first],
      ] as const) {
        if (family.length < 4 || isNoName(family) || (isGivenName(family) && given !== first)) continue;
        spell([given.slice(0, 1), family], person, 'short');
        spell([family, given.slice(0, 1)], person, 'short');
      }
    }
    if (!here) return;
    for (const word of words)
      if (words.length === 1 || (word.length > 3 && !isGivenName(word) && !isNoName(word)))
        spell([word], person, 'lone');
  }

  function replace(text: string, place: (person: string, spelling: string) => string): string {
    if (firsts.size === 0) return text;
    const words = wordsOf(text);
    const folded = words.map((word) => foldWord(word.text));
    const parts: string[] = [];
    let done = 0;
    for (let at = 0; at < words.length; at += 1) {
      const first = folded[at]!;
      if (!firsts.has(first)) continue;
      const known = [...(byBeginning.get(`${first} ${folded[at + 1]}`) ?? []), ...(byBeginning.get(first) ?? [])];
      const spelling = known.find((one) => stands(text, words, folded, at, one));
      if (!spelling) continue;
      const [start, end] = [words[at]!.start, words[at + spelling.words.length - 1]!.end];
      parts.push(text.slice(done, start), place(spelling.person, text.slice(start, end)));
      done = end;
      at += spelling.words.length - 1;
    }
    return done === 0 ? text : parts.join('') + text.slice(done);
  }

  return { add, replace };
}

/** Whether a name stands so at a word of a text. */
function stands(
  text: string,
  words: readonly Word[],
  folded: readonly string[],
  at: number,
  { words: wanted, form }: Spelling,
): boolean {
  for (let step = 0; step < wanted.length; step += 1) {
    const word = words[at + step];
    if (!word || folded[at + step] !== wanted[step]) return false;
    if (step > 0 && form !== 'lone' && !PARTS[form].test(text.slice(words[at + step - 1]!.end, word.start)))
      return false;
  }
  const [first, last] = [words[at]!, words[at + wanted.length - 1]!];
  const [before, behind] = [text.charAt(first.start - 1), text.slice(last.end, last.end + 2)];
  if (form === 'lone') return isCapital(first) && !/[\w\\/@.-]/.test(before) && !/^[\w\\/@-]|^\.\w/.test(behind);
  if (form === 'full') return !isHost(text, first, last);
  if (/\w/.test(before) || /^\w/.test(behind)) return false;
  // “m.rossi” and “Rossi M.” are written so; “rossi m” and “a black screen” are not.
  return text.charAt(first.end) === ' ' || wanted[0]!.length > 1
    ? wanted[0]!.length > 1 && isCapital(first) && isCapital(last)
    : true;
}

const isCapital = ({ text }: Word) => /^\p{Lu}/u.test(text);

/** `mario-rossi-mbp`, `IT-MARIO-ROSSI`: a device that is called after somebody. */
const isHost = (text: string, first: Word, last: Word) =>
  text.slice(first.start, last.end).includes('-') &&
  (/[\w-]-$/.test(text.slice(Math.max(0, first.start - 2), first.start)) ||
    /^-\w/.test(text.slice(last.end, last.end + 2)));
