import { and, eq } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { type Case, handOverItems, handOvers, type Member } from '../../db/schema/index.ts';
import { nameOfRole, ownsCases } from '../../domain/actor.ts';
import { keyOf, numberOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import { briefOf, HandOverInput, type HandOverItemInput } from '../../domain/hand-over.ts';
import type { HandOverView } from '../../domain/views/hand-over.ts';
import { lockCase } from '../cases/fetch.ts';
import { conflict, forbidden, invalid } from '../errors.ts';
import { authorize, type Ctx, parse, type TxCtx, transact, writeAudit } from '../kernel/index.ts';
import { findMember } from '../members/find.ts';
import { tell } from '../notices/tell.ts';
import { tellCase } from './tell.ts';
import { handOverViews } from './view.ts';

/**
 * Offers own open cases to a colleague. They stay one's own until he accepts. A restricted case is shown to him from now on, or he could not
 * decide. Errors: `invalid` for a case that is not one's own or not open, `conflict` for one that is offered already.
 */
export async function offerHandOver({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<HandOverView> {
  authorize(ctx.actor, 'hand_over.write');
  const offer = parse(HandOverInput, input);
  if (ctx.actor.kind !== 'user') throw forbidden('Cases are handed over from member to member: sign in as the one.');
  const fromId = ctx.actor.id;
  return transact(ctx, 'hand-overs.offer', async (tx) => {
    const to = await receiverOf(tx, offer.to, fromId);
    const [made] = await tx.tx
      .insert(handOvers)
      .values({ id: newId(), fromId, toId: to.id, note: offer.note ?? '', createdAt: tx.now })
      .returning();
    // In one order for everybody, so that two offers at once cannot wait for each other.
    const ordered = offer.items
      .map((item, position) => ({ item, position }))
      .sort((a, b) => numberOf(a.item.case)! - numberOf(b.item.case)!);
    for (const { item, position } of ordered) await offerCase(tx, made!.id, to, item, position);
    await writeAudit(tx, {
      action: 'hand_over.offer',
      entity: 'hand_over',
      entityId: made!.id,
      diff: { cases: { from: null, to: offer.items.map((item) => item.case) }, to: { from: null, to: to.id } },
    });
    const many = offer.items.length;
    await tell(tx, {
      kind: 'handover.offered',
      cause: `hand-over/${made!.id}`,
      to: { members: [to.id] },
      severity: 'medium',
      title: `${tx.actor.name} hands ${many === 1 ? 'a case' : `${many} cases`} over to you`,
      body: made!.note,
      link: '/hand-over',
    });
    return (await handOverViews(tx.tx, tx, [made!]))[0]!;
  });
}

async function receiverOf(ctx: TxCtx, who: string, fromId: string): Promise<Member> {
  const to = await findMember(ctx.tx, who, 'to');
  if (to.id === fromId) throw conflict('These are your cases already. Name a colleague.');
  if (to.kind === 'ai') throw conflict(`${to.name} accepts nothing: assign it the case instead.`);
  if (to.disabledAt) throw conflict(`${to.name} is disabled and can own no case.`);
  if (!ownsCases(to.role)) throw conflict(`${to.name} is ${nameOfRole(to.role)} and can own no case.`);
  return to;
}

async function offerCase(
  ctx: TxCtx,
  handOverId: string,
  to: Member,
  item: HandOverItemInput,
  position: number,
): Promise<void> {
  const of = await lockCase(ctx, item.case, 'case.assign');
  const key = keyOf(of.number);
  const wrong = (message: string) => invalid([{ pointer: `/items/${position}/case`, message }]);
  if (of.assigneeId !== ctx.actor.id) throw wrong(`${key} is not yours to hand over.`);
  if (!isOpen(of.stage)) throw wrong(`${key} is ${of.stage} and needs no next owner.`);
  if (of.subjectMemberId === to.id) throw conflict(`${to.name} can never own ${key}.`);
  if (await isOffered(ctx, of)) throw conflict(`${key} is offered already. Withdraw that hand-over first.`);
  const texts = {
    note: item.note ?? '',
    hypothesis: item.hypothesis ?? '',
    pendingApprovals: item.pendingApprovals ?? '',
    nextStep: item.nextStep ?? '',
  };
  const watchAdded = of.restricted && !isInvolved(of, to.id);
  await ctx.tx.insert(handOverItems).values({ handOverId, caseId: of.id, position, watchAdded, ...texts });
  await tellCase(ctx, of, {
    summary: `Offered the case to ${to.name}`,
    detail: { handOverId, body: briefOf(texts) },
    change: watchAdded ? { watchers: [...of.watchers, to.id] } : {},
  });
}

const isInvolved = (of: Case, id: string) => of.watchers.includes(id) || of.collaborators.includes(id);

async function isOffered(ctx: TxCtx, of: Case): Promise<boolean> {
  const found = await ctx.tx
    .select({ id: handOverItems.handOverId })
    .from(handOverItems)
    .where(and(eq(handOverItems.caseId, of.id), eq(handOverItems.status, 'pending')))
    .limit(1);
  return found.length > 0;
}
