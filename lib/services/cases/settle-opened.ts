import { eq } from 'drizzle-orm';
import { type Case, cases, type Member } from '../../db/schema/index.ts';
import type { TxCtx } from '../kernel/index.ts';
import { tellOfVip } from '../notices/about-cases.ts';
import { findSubject, noticeSubject, type Ready } from '../observables/link.ts';
import { mayPlace, placeCase } from '../stores/place-case.ts';
import { acknowledgeBy } from './acknowledgement.ts';
import { takesItself } from './owner.ts';
import { touchCase } from './save.ts';
import { type About, tellOwner, tellSeverity } from './tell-opened.ts';
import { refreshLeadTimer } from './timers.ts';

/**
 * Whether a case may not stay as it opens: its observables show a member to be its subject, or may show a store to be where it happened, or who
 * takes the case that he opens acknowledges it.
 */
export async function isUnusual(
  ctx: TxCtx,
  opened: Pick<Case, 'store'>,
  brought: readonly Ready[],
  owner: Member | null,
): Promise<boolean> {
  if (owner !== null && takesItself(ctx, owner)) return true;
  return (await findSubject(ctx, brought)) !== null || mayPlace(ctx, opened, brought);
}

/** What is left to do on such a case, whose records up to here are written. Answers it as it stands then. */
export async function settleUnusual(
  { batch: _, ...ctx }: TxCtx,
  opened: Case,
  brought: readonly Ready[],
  owner: Member | null,
  about: About,
): Promise<Case> {
  await noticeSubject(ctx, opened, brought);
  await placeCase(ctx, opened, brought);
  await tellSeverity(ctx, opened, about);
  if (owner) await giveTo(ctx, opened, owner, about);
  const settled = await refreshLeadTimer(ctx, opened.id);
  await tellOfVip(ctx, settled);
  return settled;
}

/** Unless its observables have just shown him to be its subject. */
async function giveTo(ctx: TxCtx, opened: Case, owner: Member, about: About): Promise<void> {
  const [now] = await ctx.tx.select().from(cases).where(eq(cases.id, opened.id));
  if (now!.assigneeId !== owner.id) return;
  if (takesItself(ctx, owner)) await touchCase(ctx, now!, await acknowledgeBy(ctx, now!));
  await tellOwner(ctx, opened, owner, about);
}
