import type { Telling } from './bound.ts';
import type { Fact } from './fact.ts';

/** Words that say nothing by themselves. No “not”, “no”, “never” or “without” is among them, and no number. */
const PLAIN = new Set(
  'a an the it its this that is was has have of on in at to by with for from as also according says said saw sees reports reported knows known shows lists listed named called device computer machine host'.split(
    ' ',
  ),
);
/** What a rest may be written with: a sign such as ≠ or ✗ would say something. */
const WRITTEN = /^[\p{L}\p{N}\s.,;:'’"“”()_-]*$/u;
const CLAUSES = /[,;:.()"“”]|\b(?:and|while|but|whereas)\b/;
/** Where a value stood: a sign that no text has (U+E000 on are for private use), and the value's number. */
const MARK = /\uE000(\d+)\uE001/g;

interface Phrase {
  text: string;
  /** Places of the facts that have it. */
  of: Set<number>;
  /** It is a value, not a source or a time. */
  value: boolean;
}

/**
 * Whether a sentence says nothing but what its facts say: the value of each stands in it, and every clause has the values of one fact alone,
 * with that fact's words. What two facts have in common may stand in the clause of either.
 */
export function restsOn<F extends Fact>(
  sentence: string,
  facts: readonly F[],
  { words, names }: Pick<Telling<F>, 'words' | 'names'>,
): boolean {
  if (/[\uE000\uE001]/.test(sentence)) return false;
  const phrases = phrasesOf(facts);
  let text = sentence.toLowerCase();
  for (const [at, phrase] of phrases.entries()) text = replaceWhole(text, phrase.text, `\uE000${at}\uE001`);
  for (const name of names) text = replaceWhole(text, name.toLowerCase(), ' ');
  const found = new Set<number>();
  const ownWords = facts.map((fact) => new Set([...wordsOf(fact.label.toLowerCase()), ...words(fact)]));
  const clauses = facts.length === 1 ? [text] : text.split(CLAUSES);
  for (const clause of clauses) {
    const marks = [...clause.matchAll(MARK)].map(([, at]) => phrases[Number(at)]!);
    const rest = clause.replaceAll(MARK, ' ');
    if (!WRITTEN.test(rest)) return false;
    const others = wordsOf(rest).filter((word) => !PLAIN.has(word));
    if (marks.length === 0 && others.length === 0) continue;
    const owner = facts.findIndex(
      (_, at) =>
        marks.some(({ value, of }) => value && of.has(at)) &&
        marks.every(({ of }) => of.has(at)) &&
        others.every((word) => ownWords[at]!.has(word)),
    );
    if (owner === -1) return false;
    for (const { value, of } of marks) if (value) for (const at of of) found.add(at);
  }
  return found.size === facts.length;
}

/** The longest first, so that none is taken for a part of another. */
function phrasesOf(facts: readonly Fact[]): Phrase[] {
  const phrases = new Map<string, Phrase>();
  const add = (said: string, at: number, value: boolean) => {
    const text = said.toLowerCase().trim();
    if (text === '') return;
    const known = phrases.get(text);
    if (known) {
      known.of.add(at);
      known.value ||= value;
    } else phrases.set(text, { text, of: new Set([at]), value });
  };
  for (const [at, { value, source, at: when }] of facts.entries()) {
    add(value, at, true);
    for (const part of value.split(', ')) add(part, at, true);
    add(source ?? '', at, false);
    add(when ?? '', at, false);
  }
  return [...phrases.values()].toSorted((a, b) => b.text.length - a.text.length);
}

/** Where it stands as a word of its own, and not within a mark. */
function replaceWhole(text: string, wanted: string, by: string): string {
  if (wanted === '') return text;
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}\\uE000])${wanted.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{L}\\p{N}\\uE001])`,
    'gu',
  );
  return text.replaceAll(pattern, by);
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’_-]*/gu) ?? [];
