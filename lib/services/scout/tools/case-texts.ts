import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../../db/client.ts';
import { writtenIn } from '../../../domain/written/index.ts';
import { judgedBy, MOST_RAW, NOTHING_READ, type TextsRead, textsRead } from './texts.ts';

const WHY = {
  many: 'The case holds more text than is read of one.',
  long: 'The case holds a text that is longer than what is read of one.',
};

/**
 * What cases say themselves: title, description, custom fields, comments and tasks that somebody added, whoever wrote them but Scout. Of their observables
 * it is only asked what they tell of: those that are command lines are judged as that.
 */
export async function readCaseTexts(db: Db | Tx, caseIds: readonly string[]): Promise<TextsRead> {
  const ids = sql`${sql.param(caseIds)}::uuid[]`;
  const written = sql`
    select 1 as part, jsonb_build_object('title', title, 'description', description, 'fields', custom_fields) as said
    from cases where id = any(${ids})
    union all
    select 2, jsonb_build_object('comment', detail -> 'body')
    from timeline where case_id = any(${ids}) and kind = 'comment' and actor_kind <> 'ai'
    union all
    select 3, jsonb_build_object('task', title) from tasks where case_id = any(${ids}) and own
    union all
    select 4, jsonb_build_object('observable', observable.value)
    from case_observables held join observables observable on observable.id = held.observable_id
    where held.case_id = any(${ids}) and observable.type <> 'command_line'`;
  const { rows: sizes } = await db.execute<{ size: string | null }>(
    sql`select sum(length(said::text)) as size from (${written}) written`,
  );
  if (Number(sizes[0]?.size ?? 0) > MOST_RAW) return { ...NOTHING_READ, unread: WHY.many };
  const { rows } = await db.execute<{ part: number; said: unknown }>(written);
  const found = rows.map(({ part, said }) => ({ part, written: writtenIn(said) }));
  const spoken = found.filter(({ part }) => part !== 4).map((one) => one.written);
  return {
    ...textsRead(spoken, WHY),
    ...judgedBy(
      'case',
      found.map((one) => one.written),
    ),
  };
}
