import type { Case, Member } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { CaseAssign, keyOf } from '../../domain/case.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { lapseOffers } from '../hand-overs/lapse.ts';
import { type Ctx, emit, parse, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';
import { tellAssigned } from '../notices/about-cases.ts';
import { acknowledgeBy } from './acknowledgement.ts';
import { authorizeFor, lockCase } from './fetch.ts';
import { findOwner, noteAssigned, takesItself } from './owner.ts';
import { requireFresh } from './precondition.ts';
import { LEADS_QUEUE, TRIAGE_QUEUE } from './queues.ts';
import { saveCase } from './save.ts';
import { freshView } from './view.ts';

export { LEADS_QUEUE };

export interface AssignInput {
  key: string;
  /** A member's id or e-mail; null gives the case back to the queue. */
  assignee: string | null;
  /** Keep the earlier owner as a collaborator. */
  keepPrevious?: boolean | undefined;
  /** Which queue an unowned case stands in. */
  queue?: string | undefined;
  /** Why, for the timeline. */
  reason?: string | undefined;
  ifMatch?: number | undefined;
}

/** Gives a case to a member, or back to a queue: an open case always has an owner or stands in one. */
export async function assignCase({ ctx, input }: { ctx: Ctx; input: AssignInput }): Promise<CaseView> {
  await authorizeFor(ctx, input.key, 'case.assign');
  const { assignee } = parse(CaseAssign, { assignee: input.assignee });
  return transact(ctx, 'cases.assign', async (tx) => {
    const before = await lockCase(tx, input.key, 'case.assign');
    await requireFresh(tx, before, ['assigneeId'], input.ifMatch);
    await giveCase(tx, before, { ...input, assignee });
    return freshView(tx, before.id);
  });
}

/** The assignment itself, for verbs that already hold the case. The caller refreshes the lead timer. */
export async function giveCase(
  ctx: TxCtx,
  before: Case,
  input: Pick<AssignInput, 'assignee' | 'keepPrevious' | 'queue' | 'reason'>,
): Promise<Case> {
  const member = input.assignee === null ? null : await findOwner(ctx, input.assignee, before);
  const takes = member !== null && takesItself(ctx, member);
  const acknowledged = takes ? await acknowledgeBy(ctx, before) : {};
  const owner = {
    assigneeId: member?.id ?? null,
    queue: member ? null : (input.queue ?? before.queue ?? TRIAGE_QUEUE),
  };
  if (owner.assigneeId === before.assigneeId && owner.queue === before.queue)
    return (await saveCase(ctx, before, acknowledged, 'case.acknowledge')).after;

  const collaborators = collaboratorsAfter(before, member, input.keepPrevious);
  const { after } = await saveCase(ctx, before, { ...owner, ...acknowledged, collaborators }, 'case.assign');
  if (member) await noteAssigned(ctx, member);
  const what = sentenceOf(after, member, takes);
  await writeTimeline(ctx, {
    caseId: before.id,
    kind: 'assigned',
    summary: input.reason ? `${what}: ${input.reason}` : what,
    detail: { from: before.assigneeId, to: after.assigneeId, queue: after.queue },
  });
  const { eventId } = await emit(
    ctx,
    'case/assigned',
    {
      ...{ key: keyOf(after.number), actor: refOf(ctx.actor), owner: member?.kind ?? null },
      ...{ previous: before.assigneeId, current: after.assigneeId },
    },
    { caseId: after.id },
  );
  await tellAssigned(ctx, after, member, eventId);
  return lapseOffers(ctx, after, before.assigneeId);
}

function collaboratorsAfter(before: Case, owner: Member | null, keepPrevious = false): string[] {
  const previous = keepPrevious && before.assigneeId ? [before.assigneeId] : [];
  return [...new Set([...before.collaborators, ...previous])].filter((id) => id !== owner?.id);
}

function sentenceOf(after: Case, owner: Member | null, takes: boolean): string {
  if (owner) return takes ? 'Took the case' : `Assigned the case to ${owner.name}`;
  return after.queue === LEADS_QUEUE ? 'Put the case into the leads’ queue' : 'Gave the case back to the queue';
}
