import type { Telling } from './bound.ts';
import type { Fact } from './fact.ts';
import { type Phrase, phrasesOf, replaceWhole } from './phrases.ts';
import { bare, clausesOf } from './plain.ts';

/** Where something that a fact says stood: signs that no text has (U+E000 on are for private use), and the phrase's number between them. */
const MARK = /\uE000(\d+)\uE001/g;
const QUOTED = /["“”](\uE000\d+\uE001)["“”]/g;
/** Two parts of one value behind one another: `Windows 11 Pro (22631)`, `Windows 11 Pro build 22631`. */
const PARTS =
  /\uE000(\d+)\uE001(?:\s?\((?:build |version )?\uE000(\d+)\uE001\)|,?\s(?:build |version )?\uE000(\d+)\uE001)/g;

/** Who says it, before and behind what is said. S is a source, T a time of it, V its value. */
const SAID_BEFORE =
  /^(?:(?:according to|per) S\b|S (?:says|said|reports|reported|shows|lists|saw|sees|knows|has|names)(?: that)?\b)\s*/;
const SAID_BEHIND =
  /\s*\b(?:according to S|(?:as )?(?:(?:reported|seen|listed|known|shown|recorded) )?(?:by|in|from|to) S|(?:as )?seen (?=(?:at|on) T$)|(?:at|on|as of) T)$/;
const NOTHING_SAID = /^(?:it|S|T)?$/;

/**
 * Whether a sentence says nothing but what its facts say: each of its clauses is one of the forms in which one of the facts is told, with that
 * fact's value in it, and no fact is left over. A source or a time stands where it is said of the fact that has it.
 */
export function restsOn<F extends Fact>(
  sentence: string,
  facts: readonly F[],
  { forms, names }: Pick<Telling<F>, 'forms' | 'names'>,
): boolean {
  if (/[\uE000\uE001]/.test(sentence)) return false;
  const phrases = phrasesOf(facts);
  const formsOf = facts.map((fact) => new Set([...usualForms(fact), ...forms(fact)].flatMap(variants)));
  const told = new Set<number>();
  for (const clause of clausesOf(marked(sentence, phrases, names))) {
    const read = readClause(clause, phrases);
    if (read === null) return false;
    const { text, of, values } = read;
    if (values.length === 0) {
      // Beside its clauses a sentence names who says all of it, or nobody.
      const isOfAll = !/[ST]/.test(text) || of.size === facts.length;
      if (!isOfAll || !NOTHING_SAID.test(withoutSource(text).text)) return false;
      continue;
    }
    if (![...of].some((at) => saysOneOf(text, formsOf[at]!))) return false;
    for (const value of values) for (const at of value.of) told.add(at);
  }
  return told.size === facts.length;
}

/** The sentence in small letters, with a mark in the place of each phrase, and `it` in that of each name. */
function marked(sentence: string, phrases: readonly Phrase[], names: readonly string[]): string {
  let text = sentence.toLowerCase().replaceAll(/\bit['’]s\b/g, 'it is');
  for (const [at, phrase] of phrases.entries()) text = replaceWhole(text, phrase.text, `\uE000${at}\uE001`);
  text = text.replaceAll(QUOTED, '$1');
  for (const name of names) text = replaceWhole(text, name.toLowerCase(), 'it');
  return text.replaceAll(PARTS, (whole, first: string, inBrackets?: string, behind?: string) => {
    const [a, b] = [Number(first), Number(inBrackets ?? behind)];
    if (!phrases[a]!.part || !phrases[b]!.part || ![...phrases[a]!.of].some((at) => phrases[b]!.of.has(at)))
      return whole;
    return `\uE000${isNumber(phrases[a]!) ? b : a}\uE001`;
  });
}

interface Clause {
  /** With V, S and T for values, sources and times. */
  text: string;
  /** Places of the facts that have all of them. */
  of: Set<number>;
  values: Phrase[];
}

/** Null: it holds a number that is but a part of a value. */
function readClause(clause: string, phrases: readonly Phrase[]): Clause | null {
  const found = [...clause.matchAll(MARK)].map(([, at]) => phrases[Number(at)]!);
  if (found.some((phrase) => phrase.part && isNumber(phrase))) return null;
  const [first, ...others] = found;
  const of = [...(first?.of ?? [])].filter((at) => others.every((phrase) => phrase.of.has(at)));
  const letter = { value: 'V', source: 'S', time: 'T' };
  return {
    text: clause.replaceAll(MARK, (_, at: string) => letter[phrases[Number(at)]!.kind]),
    of: new Set(of),
    values: found.filter(({ kind }) => kind === 'value'),
  };
}

const isNumber = ({ text }: Phrase) => !/\p{L}/u.test(text);

function saysOneOf(text: string, forms: ReadonlySet<string>): boolean {
  if (forms.has(text)) return true;
  const said = withoutSource(text);
  return forms.has(said.text) || (said.bySource && said.text === 'V');
}

/** What is said, without who says it; `bySource`: it stands first, as who says it. */
function withoutSource(text: string): { text: string; bySource: boolean } {
  const behind = text.replace(SAID_BEHIND, '').replace(SAID_BEHIND, '').trim();
  const said = behind.replace(SAID_BEFORE, '').trim();
  return { text: said, bySource: said !== behind };
}

/** How any fact is told, by its label. */
function usualForms({ label }: Fact): string[] {
  const counted = /^number of (.+)$/.exec(label)?.[1];
  return [
    ...(counted ? [`it has {} ${counted}`, `there are {} ${counted}`] : []),
    ...[`${label} is {}`, `${label} of it is {}`, `{} is ${label}`, `{} is ${label} of it`, `it has ${label} {}`],
    ...[`${label} {}`, `it has {} as ${label}`, `{} as ${label}`],
  ];
}

/** With its subject and without: a later clause of a sentence leaves it out, and with it its “is”. */
function variants(form: string): string[] {
  const whole = bare(
    form
      .toLowerCase()
      .replaceAll('{}', 'V')
      .replaceAll('{source}', 'S')
      .replaceAll(/(?<=\p{L})-(?=\p{L})/gu, ' '),
  );
  const short = whole.replace(/^it /, '');
  return [whole, short, short.replace(/^(?:is|was) (?!V$)/, '')];
}
