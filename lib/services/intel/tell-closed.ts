import { sql } from 'drizzle-orm';
import { type Case, caseEvents, timeline } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import { lockCase } from '../cases/fetch.ts';
import { authorize, type Ctx, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';
import { tell } from '../notices/tell.ts';

const SAID = 'Falcon has closed every alert of this case. It stays open here until somebody decides';

/**
 * Says on an open case, and to its owner, that Falcon has closed all that led to it; once, until an alert of it is open there again. It resolves nothing: who closed
 * the alert at Falcon gave no verdict here. A case with an event of another vendor's is not over by what Falcon says.
 */
export async function tellClosed({
  ctx,
  input: { key },
}: {
  ctx: Ctx;
  input: { key: string };
}): Promise<{ told: boolean }> {
  authorize(ctx.actor, 'case.comment');
  return transact(ctx, 'intel.tell-closed', async (tx) => {
    const of = await lockCase(tx, key, 'case.comment');
    const { closed, since } = await stateOf(tx, of);
    if (!closed || !isOpen(of.stage)) return { told: false };
    const detail = { closedAt: 'crowdstrike', since };
    if (await isSaid(tx, of, detail)) return { told: false };
    await writeTimeline(tx, { caseId: of.id, kind: 'summary', summary: SAID, detail });
    await tell(tx, {
      kind: 'case.vendor_closed',
      cause: `falcon-closed/${of.id}/${since}`,
      caseId: of.id,
      to: 'assignee',
      severity: of.severity,
      title: `Falcon has closed every alert of ${keyOf(of.number)}`,
      body: of.title,
    });
    return { told: true };
  });
}

/** Whether each alert's last state is closed, and the last event by which one was not: what is closed after it is closed since then. */
async function stateOf({ tx }: TxCtx, { id }: Case): Promise<{ closed: boolean; since: string | null }> {
  const { rows } = await tx.execute<{ closed: boolean; since: string | null }>(sql`
    with state as (
      select ${caseEvents.id}, ${caseEvents.vendorId}, ${caseEvents.at},
        ${caseEvents.vendor} = 'crowdstrike'
          and lower(coalesce(${caseEvents.raw} -> 'alert' ->> 'status', ${caseEvents.raw} ->> 'status', '')) = 'closed' as closed
      from ${caseEvents} where ${caseEvents.caseId} = ${id}::uuid
    ), last as (
      select distinct on (vendor_id) closed from state order by vendor_id, at desc, id desc
    )
    select coalesce((select bool_and(closed) from last), false) as closed,
      (select id from state where not closed order by at desc, id desc limit 1) as since`);
  return rows[0]!;
}

async function isSaid({ tx }: TxCtx, { id }: Case, detail: object): Promise<boolean> {
  const { rows } = await tx.execute<{ said: boolean }>(sql`
    select exists (
      select from ${timeline} where ${timeline.caseId} = ${id}::uuid and ${timeline.kind} = 'summary'
        and ${timeline.detail} @> ${JSON.stringify(detail)}::jsonb
    ) as said`);
  return rows[0]!.said;
}
