import { cueBeside } from './cues.ts';
import { isGivenName } from './given-names.ts';
import { isBrand, isNoName } from './no-names.ts';
import { foldWord, type Word, wordsOf } from './words.ts';

const MOST_WORDS = 5;
const CAPITALISED =
  /^(?:(?:Mc|Mac|De|Di|Da|Del|La|Le|Van|Von|Fitz|\p{Lu}['’])?\p{Lu}[\p{Ll}\p{M}]+(?:['’]\p{Ll}+)?|\p{Lu}{2,}(?:['’]\p{Lu}+)?)$/u;
const PARTICLES = new Set(
  'de di da do dos das del della dello delle degli dalla dal la le lo van von der den ten ter el al bin ben ibn abu y e du des zu zum'.split(
    ' ',
  ),
);
/** A street and a shop are called after people. */
const PLACES =
  /(?:via|viale|corso|piazza|largo|calle|avenida|rua|rue|street|store|shop|boutique|negozio|filiale|outlet|palazzo|galleria)[ :]["“]?$/i;
const INITIAL = /^\p{Lu}$/u;

/**
 * Names of people in a text: a capitalised given name with what follows it, and capitalised words beside which something says that they are
 * a name. Words of the trade are none (“Cobalt Strike”), and where they stand a name ends.
 * @param said whether the text as a whole stands under the name of a person
 * @returns the words of each, as they stand in the text
 */
export function spotNames(text: string, { said = false }: { said?: boolean } = {}): string[][] {
  const names: string[][] = [];
  const words = wordsOf(text);
  for (let at = 0; at < words.length; at += 1) {
    if (!isCapital(words[at]!)) {
      const small = namedInSmall(text, words, at);
      if (small) names.push(small);
      continue;
    }
    if (!begins(text, words[at]!)) continue;
    const run = runFrom(text, words, at);
    const found = namesIn(text, run, said && at === 0);
    const listed = found.length === 0 && listedName(text, words, at, run);
    names.push(...found, ...(listed ? [listed] : []));
    at += run.length - 1;
  }
  return names;
}

const isCapital = ({ text }: Word) => text < 'a' || INITIAL.test(text.charAt(0));

/** `Rossi2`, `ROSSI_OLD`, `RSSMRA80A01`: no word of a name. */
const isWrittenOn = (text: string, { end }: Word) => /^(?:[\p{N}_@$]|-\p{N})/u.test(text.slice(end, end + 2));

const isNameWord = ({ text }: Word) => CAPITALISED.test(text) && !isNoName(text);

/** A host, a variable and a file are written on without a blank. */
function begins(text: string, word: Word): boolean {
  return (
    isNameWord(word) &&
    !isWrittenOn(text, word) &&
    !/(?:[\p{N}_@$%#&]|[\p{L}\p{N}][.-])$/u.test(text.slice(Math.max(0, word.start - 2), word.start))
  );
}

/** Name words with one blank or a hyphen between them; particles and initials within. */
function runFrom(text: string, words: readonly Word[], from: number): Word[] {
  const run = [words[from]!];
  for (let at = from + 1; at < words.length && run.length < MOST_WORDS; at += 1) {
    const word = words[at]!;
    const gap = text.slice(words[at - 1]!.end, word.start);
    const joined =
      gap === ' ' || gap === '\u00a0' || gap === '-' || (gap === '. ' && INITIAL.test(words[at - 1]!.text));
    const within = PARTICLES.has(word.text.toLowerCase()) || INITIAL.test(word.text);
    if (!joined || !(isNameWord(word) || within) || isWrittenOn(text, word)) break;
    run.push(word);
  }
  while (run.length > 1 && !isNameWord(run.at(-1)!)) run.pop();
  return run;
}

/** The names of a run: mostly one, but nothing parts those of two people who are named in a row. */
function namesIn(text: string, run: readonly Word[], said: boolean): string[][] {
  const [first, last] = [run[0]!, run.at(-1)!];
  const texts = run.map((word) => word.text);
  if (isBrand(texts.map(foldWord)) || PLACES.test(text.slice(Math.max(0, first.start - 12), first.start))) return [];
  const cue = said ? 'name' : cueBeside(text, first.start, last.end);
  // A host may be called after somebody: `IT-MARIO-ROSSI`.
  if (!/[\s\u00a0]/.test(text.slice(first.start, last.end)))
    return cue === 'word' && last.text.length > 2 ? [texts] : [];
  const given = texts.findIndex(isGivenName);
  if (cue !== null && (given !== -1 || texts.every((word) => word.length > 1))) return inARow(texts);
  if (given === -1) return [];
  return given === run.length - 1 ? [texts.slice(given - 1)] : inARow(texts.slice(given));
}

/** Where a given name begins another name, with two words or more on both sides. */
function inARow(texts: readonly string[]): string[][] {
  const next = texts.findIndex((word, at) => at > 1 && at < texts.length - 1 && isGivenName(word));
  return next === -1 ? [[...texts]] : [texts.slice(0, next), ...inARow(texts.slice(next))];
}

/** “Rossi, Mario”: the surname in front, as lists have it. */
function listedName(text: string, words: readonly Word[], at: number, run: readonly Word[]): string[] | null {
  const next = words[at + run.length];
  if (run.length > 2 || !next || !isNameWord(next) || !isGivenName(next.text)) return null;
  if (!/^, ?$/.test(text.slice(run.at(-1)!.end, next.start)) || isGivenName(run[0]!.text)) return null;
  return [next.text, ...run.map((word) => word.text)];
}

/** “customer mario rossi”: in small letters a given name alone says nothing. */
function namedInSmall(text: string, words: readonly Word[], at: number): string[] | null {
  const first = words[at]!;
  const last = words[at + 1];
  if (!last || !isGivenName(first.text) || !/^\p{Ll}{3,}$/u.test(first.text) || !/^\p{Ll}{3,}$/u.test(last.text))
    return null;
  if (text.slice(first.end, last.start) !== ' ' || isNoName(last.text)) return null;
  return cueBeside(text, first.start, last.end) ? [first.text, last.text] : null;
}
