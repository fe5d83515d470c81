import type { Fact } from './fact.ts';
import { spellingsOf } from './spellings.ts';

/** What facts say, as it may stand in a sentence. */
export interface Phrase {
  kind: 'value' | 'source' | 'time';
  text: string;
  /** Places of the facts that have it. */
  of: Set<number>;
  /** One of several that a value is made of (“Windows 11 Pro, 22631”), and no value of its own. */
  part: boolean;
}

/** The values of facts and their parts, their sources and their times, in small letters: the longest first, so that none is taken for a part of another. */
export function phrasesOf(facts: readonly Fact[]): Phrase[] {
  const phrases = new Map<string, Phrase>();
  const add = (kind: Phrase['kind'], said: string, at: number, part = false) => {
    const text = said.toLowerCase().trim();
    if (text === '') return;
    const known = phrases.get(text);
    if (known?.kind !== kind) {
      // What is a value of one and a source of another is a value: nothing is put down to it.
      if (!known) phrases.set(text, { kind, text, of: new Set([at]), part });
      return;
    }
    known.of.add(at);
    known.part &&= part;
  };
  for (const [at, { value }] of facts.entries()) for (const said of spellingsOf(value)) add('value', said, at);
  for (const [at, { value }] of facts.entries()) {
    const parts = value.split(', ');
    if (parts.length > 1) for (const part of parts) add('value', part, at, true);
  }
  for (const [at, { source }] of facts.entries()) add('source', source ?? '', at);
  for (const [at, { at: when }] of facts.entries()) for (const said of spellingsOf(when ?? '')) add('time', said, at);
  return [...phrases.values()].toSorted((a, b) => b.text.length - a.text.length);
}

/** Puts something in the place of a text, where that stands as a word of its own, and not within a mark (U+E000 … U+E001). */
export function replaceWhole(text: string, wanted: string, by: string): string {
  if (wanted === '') return text;
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}\\uE000])${wanted.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{L}\\p{N}\\uE001])`,
    'gu',
  );
  return text.replaceAll(pattern, by);
}
