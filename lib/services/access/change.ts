import { eq } from 'drizzle-orm';
import { type AccessRequest, accessRequests } from '../../db/schema/index.ts';
import { type AccessState, type AccessStep, assertAccessMove, assertStepMove } from '../../domain/access/state.ts';
import { refOf } from '../../domain/actor.ts';
import type { EventName } from '../../domain/events.ts';
import { diffOf, emit, type TxCtx, writeAudit } from '../kernel/index.ts';

type Set = Partial<Omit<AccessRequest, 'id' | 'createdAt' | 'updatedAt'>>;

/** What is audited of a request: what it is about, who had a say, and when what happened. */
const AUDITED = [
  ...['state', 'step', 'beneficiaryEmail', 'beneficiaryName', 'consentedAt', 'reason', 'minutes', 'deviceId'],
  ...['deviceName', 'storeKey', 'storeBy', 'decisionNote', 'askedAt', 'grantedAt', 'endsAt', 'revokedAt'],
  ...['returnedAt', 'note'],
] as const satisfies readonly (keyof AccessRequest)[];

type AccessEvent = Extract<EventName, `access/${string}`>;

/**
 * Changes a locked request along its tables of moves, with the audit row and the event of the change. A step is left behind by every move to
 * another state. A change of neither state nor step emits nothing unless an event is named.
 */
export async function changeRequest(
  ctx: TxCtx,
  before: AccessRequest,
  { action, event, set }: { action: string; event?: AccessEvent; set: Set },
): Promise<AccessRequest> {
  const state = set.state ?? before.state;
  const step = state === 'requested' ? (set.step ?? before.step) : null;
  if (state !== before.state) assertAccessMove(before.state, state);
  else if (step !== before.step) assertStepMove(before.step, step as AccessStep);
  const askedAt = set.askedAt ?? before.askedAt;
  const [after] = await ctx.tx
    .update(accessRequests)
    .set({ ...set, ...leftBehind(state, askedAt), step, updatedAt: ctx.now })
    .where(eq(accessRequests.id, before.id))
    .returning();
  const diff = diffOf(audited(before), audited(after!));
  if (Object.keys(diff).length > 0)
    await writeAudit(ctx, { action, entity: 'access_request', entityId: before.id, diff });
  if (event) await tellOf(ctx, after!, event);
  return after!;
}

/** What has no meaning any more: nobody is reminded of what was decided, and nothing expires whose right the vendor was asked for. */
function leftBehind(state: AccessState, askedAt: Date | null): Set {
  if (state === 'requested') return {};
  return state === 'approved' && askedAt === null ? { escalateAt: null } : { expiresAt: null, escalateAt: null };
}

/** Emits an event about a request as it is now. */
export async function tellOf(ctx: TxCtx, { id, state, step }: AccessRequest, event: AccessEvent): Promise<void> {
  await emit(ctx, event, { requestId: id, state, step, actor: refOf(ctx.actor) });
}

const audited = (row: AccessRequest): Record<string, unknown> =>
  Object.fromEntries(AUDITED.map((name) => [name, row[name]]));
