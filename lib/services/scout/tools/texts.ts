import { LONGEST_COMMAND_LINE } from '../../../domain/command-judge.ts';
import type { Accused, ToldOf } from '../../../domain/scout/may-resolve.ts';
import type { Written } from '../../../domain/written/index.ts';

export type { Accused, ToldOf };

/** What a case's alerts, or its own texts, hold. */
export interface TextsRead {
  lines: string[];
  texts: string[];
  accusation: Accused | null;
  told: ToldOf | null;
  /** Why not all of it was read, in a sentence; null: it was. */
  unread: string | null;
}

export const NOTHING_READ: TextsRead = { lines: [], texts: [], accusation: null, told: null, unread: null };

/** Characters of alerts, or of a case's own texts, that are read while the case is held; and of the distinct ones among them that may hold a command. */
export const MOST_RAW = 4_000_000;
const MOST_TEXT = 250_000;

/** The lines and texts of what was read. What is too much, or one text too long, for the rules to judge is not read at all. */
export function textsRead(
  found: readonly Written[],
  why: { many: string; long: string },
): Pick<TextsRead, 'lines' | 'texts' | 'unread'> {
  const lines = [...new Set(found.flatMap((one) => one.lines))];
  const texts = [...new Set(found.flatMap((one) => one.texts))];
  const isTooMuch = texts.reduce((sum, { length }) => sum + length, 0) > MOST_TEXT;
  if (isTooMuch) return { lines, texts: [], unread: why.many };
  const isTooLong = texts.some(({ length }) => length > LONGEST_COMMAND_LINE);
  return { lines, texts, unread: isTooLong ? why.long : found.every(({ whole }) => whole) ? null : why.many };
}

/** The first of it that calls it an attack, and the first that tells of one. */
export function judgedBy(where: Accused['where'], found: readonly Written[]): Pick<TextsRead, 'accusation' | 'told'> {
  const accusation = found.find((one) => one.accusation)?.accusation ?? null;
  const told = found.find((one) => one.told)?.told ?? null;
  return { accusation: accusation && { where, ...accusation }, told: told && { where, ...told } };
}
