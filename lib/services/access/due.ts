import { and, asc, eq, inArray, isNotNull, isNull, lte, or } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { type AccessRequest, accessRequests } from '../../db/schema/index.ts';
import { LATE_AFTER_MS } from '../../domain/access/retry.ts';
import { HELD_STATES } from '../../domain/access/state.ts';
import { CaseInput, keyOf } from '../../domain/case.ts';
import { insertCase } from '../cases/open.ts';
import { type Ctx, type TxCtx, transact } from '../kernel/index.ts';
import { tell } from '../notices/tell.ts';
import { changeRequest, tellOf } from './change.ts';
import { endRequest } from './end.ts';
import { lateCase } from './late-case.ts';
import { accessParameters } from './parameters.ts';
import { approvers } from './people.ts';

const AT_ONCE = 50;

/** Ends what was neither answered nor decided in its time, or approved and not granted. Answers how many there were. */
export function expireRequests({ ctx }: { ctx: Ctx }): Promise<number> {
  return eachDue(ctx, 'access.expire', expired, async (tx, before) => {
    if (before.state === 'approved') {
      const note = 'It was approved, and nobody asked Jamf for it in time: ask again.';
      await endRequest(tx, before, { state: 'failed', note });
      return;
    }
    const note = before.step === 'approval' ? 'Nobody decided about it in time.' : 'It was not answered in time.';
    await endRequest(tx, before, { state: 'expired', note });
  });
}

/** Reminds of what waits for a decision for half of its time: the leads hear of it too. */
export function escalateRequests({ ctx }: { ctx: Ctx }): Promise<number> {
  return eachDue(ctx, 'access.escalate', halfOver, async (tx, before) => {
    const after = await changeRequest(tx, before, { action: 'access.escalate', set: { escalateAt: null } });
    await tellOf(tx, after, 'access/escalated');
    if (before.step !== 'approval') return;
    const { approverGroup } = await accessParameters(tx.tx);
    const title = `A request for rights on ${after.deviceName} still waits for a decision`;
    const about = { kind: 'access.requested', severity: 'medium', title, link: `/access?request=${after.id}` } as const;
    const deciders = (await approvers(tx.tx, approverGroup)).map(({ id }) => id);
    await tell(tx, { ...about, cause: `access/${after.id}/escalated`, to: { members: deciders } });
    await tell(tx, { ...about, cause: `access/${after.id}/escalated`, to: 'leads' });
  });
}

/** Opens a critical case, and tells the leads, of each right that was not confirmed to be taken back two minutes after its time. */
export function tellLateRevocations({ ctx }: { ctx: Ctx }): Promise<number> {
  return eachDue(ctx, 'access.late', late, async (tx, before) => {
    const { row: opened } = await insertCase(tx, CaseInput.parse(lateCase(before, tx.now)));
    const after = await changeRequest(tx, before, {
      action: 'access.late',
      event: 'access/late',
      set: { lateAt: tx.now, lateCaseId: opened.id },
    });
    await tell(tx, {
      kind: 'access.late',
      cause: `access/${after.id}/late/${tx.now.toISOString()}`,
      caseId: opened.id,
      to: 'leads',
      severity: 'critical',
      urgent: true,
      title: `Administrator rights on ${after.deviceName} are not taken back`,
      body: `${after.problem ?? 'Jamf has not confirmed it.'} See ${keyOf(opened.number)}.`,
    });
  });
}

const expired = (now: Date) =>
  and(inArray(accessRequests.state, ['requested', 'approved']), lte(accessRequests.expiresAt, now));
const halfOver = (now: Date) =>
  and(eq(accessRequests.state, 'requested'), isNotNull(accessRequests.escalateAt), lte(accessRequests.escalateAt, now));
function late(now: Date) {
  const since = new Date(now.getTime() - LATE_AFTER_MS);
  const { state, askedAt, endsAt, returnedAt, lateAt } = accessRequests;
  const overdue = and(inArray(state, [...HELD_STATES]), isNotNull(askedAt), lte(endsAt, since));
  return and(isNull(lateAt), or(overdue, lte(returnedAt, since)));
}

/** Each in a transaction of its own, those of other workers left out: one that fails holds up no other. */
async function eachDue(
  ctx: Ctx,
  name: string,
  due: (now: Date) => ReturnType<typeof and>,
  work: (tx: TxCtx, before: AccessRequest) => Promise<void>,
): Promise<number> {
  const ids = await idsOf(ctx.db, due(ctx.now));
  let done = 0;
  for (const id of ids) {
    done += await transact(ctx, name, async (tx) => {
      const [before] = await tx.tx
        .select()
        .from(accessRequests)
        .where(and(eq(accessRequests.id, id), due(ctx.now)))
        .for('update', { skipLocked: true });
      if (!before) return 0;
      await work(tx, before);
      return 1;
    });
  }
  return done;
}

async function idsOf(db: Db, where: ReturnType<typeof and>): Promise<string[]> {
  const rows = await db
    .select({ id: accessRequests.id })
    .from(accessRequests)
    .where(where)
    .orderBy(asc(accessRequests.id))
    .limit(AT_ONCE);
  return rows.map(({ id }) => id);
}
