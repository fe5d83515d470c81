import { type SQL, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { cases, searchTexts } from '../../db/schema/index.ts';
import { askedFor } from '../../domain/search.ts';
import { byIndex } from './by-index.ts';

/** A case that was found, and in which of its texts. */
export interface Hit {
  id: string;
  rank: number;
  /** The case's id, or that of a comment; null where it was not found by words. */
  textId: string | null;
}

/**
 * How far back each look goes, in weeks from the newest case, until enough is found. A common word has enough in the first; a rare one is soon
 * looked for in all. Without that its every place would be fetched for the newest of them: of a word in 70,000 texts that took 0.9 s.
 */
const LOOKS = [2, 6, 20, 64] as const;
const WEEK_MS = 604_800_000;

/** The newest texts that hold the words, of cases that fit `where`: `limit` at most. */
export function textHits(db: Db, words: string, where: SQL | undefined, limit: number): Promise<Hit[]> {
  const query = textQuery(words);
  return byIndex(db, async (tx) => {
    const newest = await newestWeek(tx);
    if (newest === null) return [];
    const hits: Hit[] = [];
    let from = 0;
    for (const to of LOOKS) {
      const weeks = Array.from({ length: to - from }, (_, index) => `'#${newest - from - index}'`).join(' | ');
      const holding = sql`${searchTexts.words} @@ (${query} && ${weeks}::tsquery)`;
      hits.push(...(await newestOf(tx, query, holding, where, limit - hits.length)));
      if (hits.length >= limit) return hits;
      from = to;
    }
    const older = sql`${searchTexts.words} @@ ${query} and ${searchTexts.caseId} < ${firstIdOf(newest - from + 1)}::uuid`;
    hits.push(...(await newestOf(tx, query, older, where, limit - hits.length)));
    return hits;
  });
}

async function newestOf(tx: Tx, query: SQL, holding: SQL, where: SQL | undefined, limit: number): Promise<Hit[]> {
  // Found first, then put in order: with the limit at hand the planner walks all texts back to those with a rare word.
  const { rows } = await tx.execute<{ id: string; rank: number; text_id: string }>(sql`
    with found as materialized (select id, case_id, words from search_texts where ${holding}),
      newest as (
        select ${cases.id} as case_id, found.id, found.words from found join ${cases} on ${cases.id} = found.case_id
        where ${where ?? sql`true`} order by ${cases.id} desc limit ${limit})
    select case_id as id, ts_rank(words, ${query}) as rank, id as text_id from newest`);
  return rows.map(({ text_id, ...hit }) => ({ ...hit, textId: text_id }));
}

function textQuery(words: string): SQL {
  const asked = askedFor(words);
  if ('web' in asked) return sql`websearch_to_tsquery('simple', ${asked.web})`;
  return sql`to_tsquery('simple', ${`${asked.words.join(' & ')}${asked.begun ? ':*' : ''}`})`;
}

/** The week of the newest case, as the index names them (`search_week`). */
async function newestWeek(tx: Tx): Promise<number | null> {
  const { rows } = await tx.execute<{ id: string }>(
    sql`select case_id as id from search_texts order by case_id desc limit 1`,
  );
  return rows[0] ? Math.floor(Number.parseInt(rows[0].id.replace('-', '').slice(0, 12), 16) / WEEK_MS) : null;
}

/** Before every id of that week or a later one. */
function firstIdOf(week: number): string {
  const time = (week * WEEK_MS).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
}
