import type { Case, Member } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { rankOf, SEVERITIES } from '../../domain/severity.ts';
import { cut } from '../../domain/text.ts';
import { takesItself } from '../cases/owner.ts';
import type { TxCtx } from '../kernel/index.ts';
import { tell } from './tell.ts';

/** So much of a comment is quoted. */
const EXCERPT_CHARS = 500;
/** So many cases are named where more were given at once. */
const NAMED = 20;

/** Tells the new owner of a case, unless he took it; of one that waits in the leads’ queue, the leads. `cause`: the event's id. */
export async function tellAssigned(ctx: TxCtx, of: Case, owner: Member | null, cause: string): Promise<void> {
  // A change of many cases tells each owner once, of all of them.
  if (ctx.batch?.hold) return;
  const about = { cause, caseId: of.id, severity: of.severity, body: of.title } as const;
  const key = keyOf(of.number);
  if (owner?.kind === 'user' && !takesItself(ctx, owner))
    await tell(ctx, {
      ...about,
      kind: 'case.assigned',
      to: { members: [owner.id] },
      title: `${key} was assigned to you`,
    });
  if (owner === null && of.queue === 'leads')
    await tell(ctx, { ...about, kind: 'case.unowned', to: 'leads', title: `${key} waits for an owner` });
}

/** Tells each new owner of the cases that one change of many has given him. */
export async function tellAllAssigned(ctx: TxCtx, before: readonly Case[], bulkId: string): Promise<void> {
  const given = before.flatMap((of) => {
    const after = ctx.batch?.cases.get(of.id)?.after;
    return after?.assigneeId && after.assigneeId !== of.assigneeId ? [after] : [];
  });
  for (const [owner, all] of Map.groupBy(given, ({ assigneeId }) => assigneeId!)) {
    const names = all.slice(0, NAMED).map((of) => `${keyOf(of.number)} ${of.title}`);
    if (all.length > NAMED) names.push(`and ${all.length - NAMED} more`);
    await tell(ctx, {
      kind: 'case.assigned',
      cause: `bulk/${bulkId}`,
      to: { members: [owner] },
      severity: SEVERITIES[Math.max(...all.map(({ severity }) => rankOf(severity)))]!,
      title: all.length === 1 ? 'A case was assigned to you' : `${all.length} cases were assigned to you`,
      body: names.join('\n'),
      link: '/cases',
      exceptActor: true,
    });
  }
}

/** Tells the stakeholders of a VIP's case that has just been opened. */
export async function tellOfVip(ctx: TxCtx, of: Case): Promise<void> {
  if (!of.vip) return;
  await tell(ctx, {
    kind: 'case.opened',
    // Whatever else finds the case to be a VIP's tells of the same cause.
    cause: `vip/${of.id}`,
    caseId: of.id,
    to: 'stakeholders',
    severity: of.severity,
    title: `${keyOf(of.number)} is about a VIP: ${of.title}`,
    exceptActor: true,
  });
}

/** Tells the stakeholders that a case is over. `cause`: the event's id. */
export async function tellResolved(ctx: TxCtx, of: Case, cause: string): Promise<void> {
  await tell(ctx, {
    kind: 'case.resolved',
    cause,
    caseId: of.id,
    to: 'stakeholders',
    severity: of.severity,
    title: `${keyOf(of.number)} is ${of.stage}: ${of.title}`,
    body: of.resolutionSummary ?? '',
    exceptActor: true,
  });
}

/** Tells those whom a comment mentions; of an edited one, those whom it has not mentioned before. */
export async function tellMentioned(
  ctx: TxCtx,
  of: Case,
  { id, body, mentions }: { id: string; body: string; mentions: readonly { id: string }[] },
): Promise<void> {
  if (mentions.length === 0) return;
  await tell(ctx, {
    kind: 'case.mentioned',
    cause: `comment/${id}`,
    caseId: of.id,
    to: { members: mentions.map((one) => one.id) },
    severity: of.severity,
    title: `${ctx.actor.name} mentions you on ${keyOf(of.number)}`,
    body: body.length > EXCERPT_CHARS ? `${cut(body, EXCERPT_CHARS)}…` : body,
    exceptActor: true,
  });
}
