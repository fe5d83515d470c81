import { type SQL, sql } from 'drizzle-orm';
import { type Case, caseEvents, timeline } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import { closedSentence } from '../../domain/intel/closed.ts';
import { INTEL, type IntelWords } from '../../domain/intel/vendors.ts';
import { lockCase } from '../cases/fetch.ts';
import { authorize, type Ctx, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';
import { tell } from '../notices/tell.ts';

/** The vendors that say in their events what became of an alert, by their names there. */
type Vendors = Readonly<Record<string, Pick<IntelWords, 'system' | 'closed'>>>;

/**
 * Says on an open case, and to its owner, that the vendors have closed all that led to it; once, until an alert of it is open there again. It resolves
 * nothing: who closed an alert at its vendor gave no verdict here. A case with an event of anybody else's is not over by what these say.
 */
export async function tellClosed(
  { ctx, input: { key } }: { ctx: Ctx; input: { key: string } },
  vendors: Vendors = INTEL,
): Promise<{ told: boolean }> {
  authorize(ctx.actor, 'case.comment');
  return transact(ctx, 'intel.tell-closed', async (tx) => {
    const of = await lockCase(tx, key, 'case.comment');
    const { closed, by, since } = await stateOf(tx, of, vendors);
    if (!closed || !isOpen(of.stage)) return { told: false };
    if (await isSaid(tx, of, since)) return { told: false };
    const systems = by.map((vendor) => vendors[vendor]!.system);
    await writeTimeline(tx, {
      caseId: of.id,
      kind: 'summary',
      summary: `${closedSentence(systems, 'this case')}. It stays open here until somebody decides`,
      detail: { closedAt: by.join(', '), since },
    });
    await tell(tx, {
      kind: 'case.vendor_closed',
      cause: `alerts-closed/${of.id}/${since}`,
      caseId: of.id,
      to: 'assignee',
      severity: of.severity,
      title: closedSentence(systems, keyOf(of.number)),
      body: of.title,
    });
    return { told: true };
  });
}

interface State {
  closed: boolean;
  /** Whose alerts they are. */
  by: string[];
  /** The last event by which one was not closed: what is closed after it is closed since then. */
  since: string | null;
}

/** Whether each alert's last state is closed. */
async function stateOf({ tx }: TxCtx, { id }: Case, vendors: Vendors): Promise<State> {
  const { rows } = await tx.execute<{ closed: boolean; by: string[] | null; since: string | null }>(sql`
    with state as (
      select ${caseEvents.id}, ${caseEvents.vendor}, ${caseEvents.vendorId}, ${caseEvents.at}, ${saysClosed(vendors)} as closed
      from ${caseEvents} where ${caseEvents.caseId} = ${id}::uuid
    ), last as (
      select distinct on (vendor, vendor_id) vendor, closed from state order by vendor, vendor_id, at desc, id desc
    )
    select coalesce((select bool_and(closed) from last), false) as closed,
      (select array_agg(distinct vendor order by vendor) from last) as by,
      (select id from state where not closed order by at desc, id desc limit 1) as since`);
  const { by, ...state } = rows[0]!;
  return { ...state, by: by ?? [] };
}

/** Whether an event says, in its vendor's way, that its alert is closed there. */
const saysClosed = (vendors: Vendors): SQL =>
  sql`(${sql.join(
    Object.entries(vendors).map(([vendor, { closed }]) => {
      const places = closed.at.map((place) => sql`${caseEvents.raw} #>> ${sql.param([...place])}::text[]`);
      const word = sql`lower(coalesce(${sql.join(places, sql`, `)}, ''))`;
      return sql`${caseEvents.vendor} = ${vendor} and ${word} = any(${sql.param([...closed.words])}::text[])`;
    }),
    sql` or `,
  )})`;

async function isSaid({ tx }: TxCtx, { id }: Case, since: string | null): Promise<boolean> {
  const { rows } = await tx.execute<{ said: boolean }>(sql`
    select exists (
      select from ${timeline} where ${timeline.caseId} = ${id}::uuid and ${timeline.kind} = 'summary'
        and ${timeline.detail} ? 'closedAt' and ${timeline.detail} @> ${JSON.stringify({ since })}::jsonb
    ) as said`);
  return rows[0]!.said;
}
