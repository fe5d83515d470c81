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
 * verdict; null: reopened). One index look-up for each work that is shown or counted.
 */
export const PERSON: SQL = sql`(
  select true as acted, ${timeline.detail} ->> 'verdict' as ended from ${timeline}
  where ${timeline.caseId} = ${scoutWorks.caseId} and ${timeline.kind} = 'state'
    and ${timeline.actorKind} in ('user', 'api_key') and ${timeline.at} >= ${scoutWorks.endedAt}
    and not ${timeline.detail} ? 'undoneBy'
    and (${timeline.detail} ->> 'toStage' in ('resolved', 'closed') or ${timeline.detail} ->> 'fromStage' in ('resolved', 'closed'))
  order by ${timeline.seq} limit 1
) person`;

/** `agreed`, `overturned` or null, by {@link PERSON} and what was taken back. A reopened case overturns its resolving. */
export const JUDGED: SQL<'agreed' | 'overturned' | null> = sql`case
  when ${scoutWorks.overturnedAt} is not null then 'overturned'
  when person.acted is null then null
  when person.ended is null then case when ${scoutWorks.outcome} = 'resolved' then 'overturned' end
  else (select case when pair.same then 'agreed' else 'overturned' end
    from (values ${sql.raw(PAIRS)}) as pair (found, ended, same)
    where pair.found = ${scoutWorks.verdict} and pair.ended = person.ended)
end`;
