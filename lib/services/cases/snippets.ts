import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { askedFor, excerptOf } from '../../domain/search.ts';
import type { SearchHit } from '../../domain/views/case.ts';

/** Further into a long text nobody looks for the place. */
const LOOKED_AT = 30_000;

/** Where the words stand in each text (a case's, or a comment's), by the text's id; the found words apart. */
export async function snippetsOf(db: Db, words: string, textIds: readonly string[]): Promise<Map<string, SearchHit>> {
  if (textIds.length === 0) return new Map();
  const { rows } = await db.execute<{ id: string; title: string | null; body: string }>(sql`
    with wanted as (select unnest(${sql.param(textIds)}::uuid[]) as id)
    select c.id, c.title, left(c.description, ${LOOKED_AT}) as body from cases c join wanted using (id)
    union all
    select t.id, null, left(t.detail ->> 'body', ${LOOKED_AT}) from timeline t join wanted using (id)`);
  const asked = askedFor(words);
  return new Map(rows.map(({ id, ...texts }) => [id, excerptOf(asked, texts)]));
}
