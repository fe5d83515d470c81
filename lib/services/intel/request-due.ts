import { inArray, sql } from 'drizzle-orm';
import { cases } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { OPEN_STAGES } from '../../domain/case-state.ts';
import { INTEL, type IntelVendor } from '../../domain/intel/vendors.ts';
import { authorize, type Ctx, emit, transact } from '../kernel/index.ts';

/**
 * Asks for the analysis of every open case that has alerts of a vendor's which were not read since they came, the one that waits for longest first; once
 * for what came, so that an alert which the condition leaves out is not asked about each hour, and again where a run has left some of it. A storm's case is
 * left out: it holds what nobody looks at one by one. Answers the cases' keys.
 */
export async function requestDueIntel({
  ctx,
  input: { vendor, most },
}: {
  ctx: Ctx;
  input: { vendor: IntelVendor; most: number };
}): Promise<{ keys: string[]; more: boolean }> {
  authorize(ctx.actor, 'case.update');
  return transact(ctx, 'intel.request-due', async (tx) => {
    const { rows } = await tx.tx.execute<{ id: string; number: string; alerts: number }>(sql`
      select cases.id, cases.number, count(*)::int as alerts
      from cases join case_events event on event.case_id = cases.id and event.vendor = ${vendor}
      left join alert_details known on known.vendor = event.vendor and known.vendor_id = event.vendor_id
      where ${inArray(cases.stage, [...OPEN_STAGES])}
        and (known.read_at is null or known.read_at < event.received_at)
        and not exists (select from storms where storms.case_id = cases.id)
      group by cases.id
      having not exists (
        select from runs where runs.case_id = cases.id and runs.automation = ${INTEL[vendor].automation}
          and runs.event_name <> 'case/alerts.unread' and runs.status in ('completed', 'skipped')
          and runs.created_at >= max(event.received_at) and runs.output #> '{alerts,more}' is distinct from 'true'
      )
      order by min(event.received_at) limit ${most + 1}`);
    const due = rows.slice(0, most);
    for (const { id, number, alerts } of due) {
      const said = {
        key: keyOf(Number(number)),
        previous: null,
        current: { alerts, passed: 0 },
        actor: refOf(tx.actor),
      };
      await emit(tx, 'case/intel.due', { ...said, vendor }, { caseId: id });
    }
    return { keys: due.map(({ number }) => keyOf(Number(number))), more: rows.length > most };
  });
}
