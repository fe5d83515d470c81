import { and, eq, inArray, sql } from 'drizzle-orm';
import { type Case, timeline } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { rankOf, SEVERITIES } from '../../domain/severity.ts';
import { emit, type TxCtx, writeTimeline } from '../kernel/index.ts';
import { tell } from '../notices/tell.ts';
import { saveCase } from './save.ts';
import { refreshLeadTimer } from './timers.ts';

/** Says in an entry's detail that it was written for the VIP, so that the case is not raised for him again. */
const FOR_VIP = 'vip';

/**
 * Makes a locked open case one of a VIP: marked, due by the policy's VIP factor, one step more severe (never past critical, and once
 * only, whatever its severity has become since), and its stakeholders told at once. Answers the case as it is then.
 * @param input.reason why the user is a VIP, one sentence; `opening`: the case has just been opened for him
 */
export async function raiseForVip(
  ctx: TxCtx,
  before: Case,
  { reason, opening = false }: { reason: string; opening?: boolean },
): Promise<Case> {
  const raisedBefore = await wasRaised(ctx, before);
  const severity = raisedBefore ? before.severity : oneUp(before.severity);
  const change = { vip: true, vipUnknown: false, severity, severityRank: rankOf(severity) };
  const { after } = await saveCase(ctx, before, change, 'case.vip');
  const raised = severity !== before.severity;
  if (!before.vip || (!raisedBefore && !raised)) await sayVip(ctx, before, reason);
  if (raised) await sayRaised(ctx, before, severity);
  if (!before.vip || raised) await tellStakeholders(ctx, after, reason, opening);
  return refreshLeadTimer(ctx, after.id);
}

const oneUp = (severity: Case['severity']) =>
  SEVERITIES[Math.min(SEVERITIES.indexOf(severity) + 1, SEVERITIES.length - 1)]!;

async function wasRaised(ctx: TxCtx, { id }: Case): Promise<boolean> {
  const found = await ctx.tx
    .select({ id: timeline.id })
    .from(timeline)
    .where(
      and(
        eq(timeline.caseId, id),
        inArray(timeline.kind, ['severity', 'updated']),
        sql`${timeline.detail} ->> 'for' = ${FOR_VIP}`,
      ),
    )
    .limit(1);
  return found.length > 0;
}

/** The SLA rules read the flag from the entry. */
async function sayVip(ctx: TxCtx, before: Case, reason: string): Promise<void> {
  const fields = before.vip ? {} : { vip: { from: false, to: true } };
  await writeTimeline(ctx, {
    caseId: before.id,
    kind: 'updated',
    summary: `The user is a VIP: ${reason}`,
    detail: { fields, for: FOR_VIP, reason },
  });
  if (before.vip) return;
  const said = { key: keyOf(before.number), previous: { vip: false }, current: { vip: true }, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/updated', said, { caseId: before.id });
}

async function sayRaised(ctx: TxCtx, { id, number, severity: from }: Case, to: Case['severity']): Promise<void> {
  await writeTimeline(ctx, {
    caseId: id,
    kind: 'severity',
    summary: `Raised severity from ${from} to ${to}, because the user is a VIP`,
    detail: { from, to, for: FOR_VIP },
  });
  const said = { key: keyOf(number), previous: from, current: to, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/severity.changed', said, { caseId: id });
}

async function tellStakeholders(ctx: TxCtx, of: Case, reason: string, opening: boolean): Promise<void> {
  const key = keyOf(of.number);
  await tell(ctx, {
    kind: opening ? 'case.opened' : 'case.escalated',
    cause: `vip/${of.id}`,
    caseId: of.id,
    to: 'stakeholders',
    severity: of.severity,
    title: `${key} is about a VIP: ${of.title}`,
    body: reason,
    link: `/cases/${key}`,
    urgent: true,
  });
}
