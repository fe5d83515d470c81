import type { Fact, Sentence } from './fact.ts';
import { restsOn } from './rests-on.ts';

/** How the facts of one kind of summary are told. */
export interface Telling<F extends Fact = Fact> {
  /** A fact in our own words, each a sentence. */
  say(fact: F): readonly string[];
  /** Whether nobody else's words are taken for it: one word more or less would turn it round. */
  ours(fact: F): boolean;
  /** How else than by its label a clause may tell it, with `it` for what it is about, `{}` for its value, `{source}`: `it belongs to {}`. */
  forms(fact: F): readonly string[];
  /** What the sentences are about: a name that any of them may have. */
  names: readonly string[];
}

const MOST_SENTENCES = 12;
const LONGEST_SENTENCE = 400;

/**
 * The sentences that are bound to what is known. One goes that names no fact, or one that is not there. One that names a fact whose words are
 * ours is told by us, fact for fact. Any other stays only where each clause is a form in which one of its facts is told, with that fact's
 * value: a number, a name or a “not” from elsewhere is the end of it.
 */
export function boundSentences<F extends Fact>(
  facts: readonly F[],
  sentences: readonly Sentence[],
  telling: Telling<F>,
): Sentence[] {
  const known = new Map<string, F>(facts.map((fact) => [fact.id, fact]));
  const told: Sentence[] = [];
  const add = (sentence: Sentence) => {
    if (!told.some(({ text }) => text === sentence.text)) told.push(sentence);
  };
  for (const { text, facts: named } of sentences) {
    const ids = [...new Set(named)];
    const on = ids.flatMap((id) => known.get(id) ?? []);
    if (on.length === 0 || on.length < ids.length) continue;
    if (on.some(telling.ours))
      for (const fact of on) for (const said of telling.say(fact)) add({ text: said, facts: [fact.id] });
    else {
      const plain = text.replaceAll(/\s+/g, ' ').trim();
      if (plain.length <= LONGEST_SENTENCE && restsOn(plain, on, telling)) add({ text: plain, facts: ids });
    }
  }
  return told.slice(0, MOST_SENTENCES);
}
