import { type SQL, sql } from 'drizzle-orm';
import { scoutWorks, timeline } from '../../db/schema/index.ts';
import { VERDICTS } from '../../domain/case-state.ts';
import { agrees } from '../../domain/scout/agreement.ts';
import { SCOUT_VERDICTS } from '../../domain/scout/investigation.ts';

/** Each pair of verdicts that says something, as rows of SQL: the rule stands in the domain alone. */
const PAIRS = SCOUT_VERDICTS.flatMap((found) =>
  VERDICTS.flatMap((ended) => {
    const same = agrees(found, ended);
    return same === null ? [] : [`('${found}', '${ended}', ${same})`];
  }),
).join(', ');

/**
 * What a person did about the case after Scout: the first time that one ended it or opened it again. A lateral join `person` with `ended` (the
 * verdict; null: reopened).
 */
const PERSON: SQL = sql`(
  select true as acted, ${timeline.detail} ->> 'verdict' as ended from ${timeline}
  where ${timeline.caseId} = ${scoutWorks.caseId} and ${timeline.kind} = 'state'
    and ${timeline.actorKind} in ('user', 'api_key') and ${timeline.at} >= ${scoutWorks.endedAt}
    and not ${timeline.detail} ? 'undoneBy'
    and (${timeline.detail} ->> 'toStage' in ('resolved', 'closed') or ${timeline.detail} ->> 'fromStage' in ('resolved', 'closed'))
  order by ${timeline.seq} limit 1
) person`;

/** `agreed`, `overturned` or null, by {@link PERSON} and what was taken back. A reopened case overturns its resolving. */
const JUDGED: SQL = sql`case
  when ${scoutWorks.overturnedAt} is not null then 'overturned'
  when person.acted is null then null
  when person.ended is null then case when ${scoutWorks.outcome} = 'resolved' then 'overturned' end
  else (select case when pair.same then 'agreed' else 'overturned' end
    from (values ${sql.raw(PAIRS)}) as pair (found, ended, same)
    where pair.found = ${scoutWorks.verdict} and pair.ended = person.ended)
end`;

/**
 * Brings what is kept of people's judgement of Scout's work on these cases up to their timelines, as an UPDATE that stands in the statement of every change
 * of a case: lists and figures then read two columns, and look up no timeline. What has not changed is not written.
 */
export const rejudged = (caseIds: readonly string[]): SQL => sql`
  update ${scoutWorks} as work set judged = told.judged, person_verdict = told.ended
  from (
    select ${scoutWorks.id}, ${JUDGED} as judged, person.ended from ${scoutWorks} left join lateral ${PERSON} on true
    where ${scoutWorks.caseId} = any(${sql.param([...caseIds])}::uuid[])
  ) told
  where work.id = told.id and (work.judged, work.person_verdict) is distinct from (told.judged, told.ended)`;
