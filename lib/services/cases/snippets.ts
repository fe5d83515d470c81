import { sql } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import type { SearchHit } from '../../domain/views/case.ts';
import { textQuery } from './search.ts';

/** Stand around a word that was found. Of the private use area: no text means them. */
const [START, STOP] = ['\ue000', '\ue001'];
/** Further into a long text nobody looks for the place: marking it costs about 1 ms for 10 KB. */
const LOOKED_AT = 30_000;

/** Where the words stand in each text (a case's, or a comment's), by the text's id; the found words apart. */
export async function snippetsOf(db: Db, words: string, textIds: readonly string[]): Promise<Map<string, SearchHit>> {
  if (textIds.length === 0) return new Map();
  const query = textQuery(words);
  const marked = (text: string, more: string) =>
    sql`ts_headline('simple', ${sql.raw(text)}, ${query}, ${`StartSel=${START},StopSel=${STOP},${more}`})`;
  const { rows } = await db.execute<{ id: string; place: SearchHit['place']; text: string }>(sql`
    with wanted as (select unnest(${sql.param(textIds)}::uuid[]) as id),
      texts as (
        select c.id, 'title' as place, c.title, left(c.description, ${LOOKED_AT}) as body from cases c join wanted using (id)
        union all
        select t.id, 'comment', null, left(t.detail ->> 'body', ${LOOKED_AT}) from timeline t join wanted using (id))
    select id,
      case when place = 'title' and not to_tsvector('simple', title) @@ ${query} then 'description' else place end as place,
      case when place = 'title' and to_tsvector('simple', title) @@ ${query} then ${marked('title', 'HighlightAll=true')}
        else ${marked('body', 'MinWords=8,MaxWords=22,ShortWord=0')} end as text
    from texts`);
  return new Map(rows.map(({ id, place, text }) => [id, { place, parts: partsOf(text) }]));
}

function partsOf(marked: string): SearchHit['parts'] {
  return marked
    .replaceAll(/\s+/g, ' ')
    .split(START)
    .flatMap((piece, at) => {
      const [found = '', rest = ''] = at === 0 ? ['', piece] : piece.split(STOP);
      return [
        { text: found, found: true },
        { text: rest, found: false },
      ];
    })
    .filter(({ text }) => text !== '');
}
