import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { caseEvents, caseObjects, cases } from '../../db/schema/index.ts';
import { isOpen, type Stage } from '../../domain/case-state.ts';
import { type IntakeGroup, joinsCase } from '../../domain/intake-group.ts';
import { jsonbSafe } from '../kernel/index.ts';

export interface WantedGroup {
  connectorId: string;
  group: IntakeGroup;
  /** When the event happened that is to join. */
  at: Date;
}

/**
 * The number of the case that an event of a group joins, or null. Of a group with a window it is the one with the nearest event among all that the group
 * has led to: what lay for hours comes in any order, and belongs to what happened around it. For our own processes.
 */
export async function findGroupCase(db: Db | Tx, { connectorId, group, at }: WantedGroup): Promise<number | null> {
  const isGroup = sql`${caseObjects.connectorId} = ${connectorId} and ${caseObjects.objectKey} = ${jsonbSafe(group.key)}`;
  const moment = sql`${at.toISOString()}::timestamptz`;
  const { rows } = await db.execute<{ number: string; stage: Stage; nearest: number | null }>(sql`
    select ${cases.number}, ${cases.stage}, (extract(epoch from least(
      (select ${moment} - ${caseEvents.at} from ${caseEvents}
        where ${caseEvents.caseId} = ${cases.id} and ${caseEvents.at} <= ${moment} order by ${caseEvents.at} desc limit 1),
      (select ${caseEvents.at} - ${moment} from ${caseEvents}
        where ${caseEvents.caseId} = ${cases.id} and ${caseEvents.at} > ${moment} order by ${caseEvents.at} limit 1)
    )) * 1000)::float8 as nearest
    from ${caseObjects} join ${cases} on ${cases.id} = ${caseObjects.caseId}
    where ${isGroup} and (${caseObjects.current} or ${group.windowMs !== null})
    order by nearest nulls last, ${caseObjects.current} desc, ${cases.number}`);
  const found = rows.find(({ stage, nearest }) => joinsCase(group, { open: isOpen(stage), nearestMs: nearest }));
  return found ? Number(found.number) : null;
}
