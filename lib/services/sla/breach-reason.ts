import type { Case } from '../../db/schema/index.ts';
import { BREACH_CODES, BREACH_LABELS, type BreachReason, type Timer } from '../../domain/sla/index.ts';
import { timersOf } from '../cases/timers.ts';
import { invalid } from '../errors.ts';
import { once, type TxCtx, writeTimeline } from '../kernel/index.ts';
import type { SlaDetail } from './histories.ts';

/**
 * Gives each timer of a case that ran out and has no reason yet the one that was sent, before the case closes. A program that closes by
 * itself needs to send none: its code is `automation`. Throws `invalid` where a reason is missing.
 */
export async function settleBreaches(ctx: TxCtx, of: Case, given: BreachReason | undefined): Promise<void> {
  const open = await unexplained(ctx, of);
  if (open.length === 0) return;
  const asked = ctx.actor.kind === 'user' || ctx.actor.kind === 'api_key';
  const reason = given ?? (asked ? null : { code: 'automation' as const });
  if (!reason) {
    const names = open.map(({ name }) => `“${name}”`).join(' and ');
    const message = `${names} ran out: say why before the case closes, with breachReason {code, text?}. Codes: ${BREACH_CODES.join(', ')}.`;
    throw invalid([{ pointer: '/breachReason', message }]);
  }
  for (const timer of open) await noteReason(ctx, of, timer, reason);
}

/** Gives the timers of a case that a merge ends, and that nobody explained, the merge as their reason; its undo takes it back. */
export async function settleMerged(ctx: TxCtx, of: Case, merge: string): Promise<void> {
  for (const timer of await unexplained(ctx, of)) await noteReason(ctx, of, timer, { code: 'merged' }, merge);
}

async function unexplained(ctx: TxCtx, of: Case): Promise<Timer[]> {
  const timers = await once(
    ctx,
    `timers ${of.id}`,
    async () => (await timersOf(ctx.tx, [of], ctx.now)).get(of.id) ?? [],
  );
  return timers.filter((timer) => timer.breachedAt && !timer.breachReason);
}

/** The timeline entry that the rules read the reason from. */
export async function noteReason(
  ctx: TxCtx,
  of: Pick<Case, 'id'>,
  timer: Pick<Timer, 'id' | 'name'>,
  { code, text }: BreachReason,
  merge?: string,
): Promise<void> {
  const detail: SlaDetail = { timer: timer.id, event: 'reason', code, text: text || null, ...(merge && { merge }) };
  const label = BREACH_LABELS[code];
  await writeTimeline(ctx, {
    caseId: of.id,
    kind: 'sla',
    summary: text
      ? `Said why “${timer.name}” ran out: ${label} – ${text}`
      : `Said why “${timer.name}” ran out: ${label}`,
    detail,
  });
}
