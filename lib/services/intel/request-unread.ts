import { sql } from 'drizzle-orm';
import { alertDetails, outbox, storms } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import { INTEL, type IntelVendor } from '../../domain/intel/vendors.ts';
import { settingsOf } from '../automations/settings-of.ts';
import { lockCase } from '../cases/fetch.ts';
import { authorize, type Ctx, emit, type TxCtx, transact } from '../kernel/index.ts';

export interface RequestUnreadInput {
  vendor: IntelVendor;
  key: string;
  /** The vendor's id of the alert that has come. */
  vendorId: string;
  deliveryId?: string | undefined;
}

const EVENT = 'case/alerts.unread';
/** One that goes out within so little time may be on its way already: the relay's clock is not Postgres'. */
const NEAR = sql`interval '250 milliseconds'`;

/**
 * Asks for the analysis of a case's alerts that nobody has read, once the case was quiet for a while: what comes meanwhile joins the event that
 * waits, which is held here so that it cannot go out before this alert stands on the case. So a burst is one run, and every alert of it is before
 * that run. Nothing is asked for where the automation takes no alerts, nor of a storm's case, which nobody looks at one by one.
 */
export async function requestUnread({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: RequestUnreadInput;
}): Promise<{ asked: 'anew' | 'with others' | 'no' }> {
  authorize(ctx.actor, 'case.update');
  const { enabled, parameters } = await settingsOf(ctx.db, INTEL[input.vendor].automation);
  if (!enabled || !parameters.onAlerts) return { asked: 'no' };
  return transact(ctx, 'intel.request-unread', async (tx) => {
    const held = await lockCase(tx, input.key, 'case.observe');
    if (!isOpen(held.stage) || !(await isWanted(tx, held.id, input))) return { asked: 'no' };
    const key = keyOf(held.number);
    // The quiet begins now: in a burst the step waits for its case, and may have done so for longer than that.
    const now = ctx.clock?.() ?? ctx.now;
    if (await joins(tx, key, { ...parameters, vendor: input.vendor, now })) return { asked: 'with others' };
    const said = { key, previous: null, current: { since: tx.now.toISOString() }, actor: refOf(tx.actor) };
    await emit(
      tx,
      EVENT,
      { ...said, vendor: input.vendor },
      {
        caseId: held.id,
        ...(input.deliveryId !== undefined && { deliveryId: input.deliveryId }),
        notBefore: new Date(now.getTime() + parameters.quietSeconds * 1_000),
      },
    );
    return { asked: 'anew' };
  });
}

async function isWanted(
  { tx }: TxCtx,
  caseId: string,
  { vendor, vendorId }: Pick<RequestUnreadInput, 'vendor' | 'vendorId'>,
): Promise<boolean> {
  const { rows } = await tx.execute<{ wanted: boolean }>(sql`
    select not exists (select from ${storms} where ${storms.caseId} = ${caseId}::uuid)
      and not exists (
        select from ${alertDetails} where ${alertDetails.vendor} = ${vendor} and ${alertDetails.vendorId} = ${vendorId}
      ) as wanted`);
  return rows[0]!.wanted;
}

/** Puts the event that waits off, up to the longest wait since it was written; false: none waits. */
async function joins(
  { tx }: TxCtx,
  key: string,
  {
    vendor,
    now,
    quietSeconds,
    longestQuietSeconds,
  }: { vendor: IntelVendor; now: Date; quietSeconds: number; longestQuietSeconds: number },
): Promise<boolean> {
  const { rowCount } = await tx.execute(sql`
    update ${outbox} set not_before = greatest(not_before, least(
      ${now.toISOString()}::timestamptz + ${quietSeconds} * interval '1 second',
      created_at + ${longestQuietSeconds} * interval '1 second'))
    where case_id is null and sent_at is null and failed is null and not_before > clock_timestamp() + ${NEAR}
      and name = ${EVENT} and data ->> 'key' = ${key} and data ->> 'vendor' = ${vendor}`);
  return rowCount === 1;
}
