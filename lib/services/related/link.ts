import { and, eq, or } from 'drizzle-orm';
import { z } from 'zod';
import { newId } from '../../db/id.ts';
import { type Case, caseLinks, type LinkKind } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf, numberOf } from '../../domain/case.ts';
import type { RelatedView } from '../../domain/views/evidence.ts';
import { authorizeFor, findCase, lockCase, requireStanding } from '../cases/fetch.ts';
import { touchCase } from '../cases/save.ts';
import { conflict, notFound } from '../errors.ts';
import { type Ctx, emit, parse, type TxCtx, transact, writeAudit, writeTimeline } from '../kernel/index.ts';
import { getRelated } from './get.ts';

/** Body of POST cases/{key}/related. */
export const CaseLinkInput = z.strictObject({
  key: z.string().refine((key) => numberOf(key) !== null, 'Write a case key such as CASE-7.'),
  note: z.string().trim().max(500).default(''),
});

/** Connects two cases. Both say so; who sees only one of them reads of no other. */
export async function linkCases({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; link: z.input<typeof CaseLinkInput> };
}): Promise<RelatedView> {
  await authorizeFor(ctx, input.key, 'case.update');
  const { key, note } = parse(CaseLinkInput, input.link);
  await transact(ctx, 'related.link', async (tx) => {
    const [from, to] = await lockBoth(tx, input.key, key);
    await requireStanding(tx, to);
    if (!(await writeLink(tx, from, to, 'related', note)))
      throw conflict(`${keyOf(from.number)} and ${keyOf(to.number)} are linked already.`);
    await tell(tx, from, to, 'Linked', note);
  });
  return getRelated({ ctx, input: { key: input.key } });
}

/** Takes the connection away again. */
export async function unlinkCases({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; other: string };
}): Promise<RelatedView> {
  await authorizeFor(ctx, input.key, 'case.update');
  await transact(ctx, 'related.unlink', async (tx) => {
    const [from, to] = await lockBoth(tx, input.key, input.other);
    const pair = (a: Case, b: Case) => and(eq(caseLinks.fromId, a.id), eq(caseLinks.toId, b.id));
    const gone = await tx.tx
      .delete(caseLinks)
      .where(or(pair(from, to), pair(to, from)))
      .returning({ id: caseLinks.id });
    if (gone.length === 0) throw notFound('The link');
    await tell(tx, from, to, 'Unlinked', '');
  });
  return getRelated({ ctx, input: { key: input.key } });
}

/** Locks two cases in one order for everybody; the second only has to be visible. */
async function lockBoth(ctx: TxCtx, key: string, other: string): Promise<[Case, Case]> {
  const [a, b] = [numberOf(key), numberOf(other)];
  if (a === b) throw conflict('A case cannot be linked with itself.');
  const lockOther = async () => {
    const { number } = await findCase(ctx.tx, ctx, other);
    return lockCase(ctx, keyOf(number), 'case.read');
  };
  if (a !== null && b !== null && a < b) return [await lockCase(ctx, key, 'case.update'), await lockOther()];
  const second = await lockOther();
  return [await lockCase(ctx, key, 'case.update'), second];
}

/** Writes the pair; false where it is there already. */
export async function writeLink(ctx: TxCtx, from: Case, to: Case, kind: LinkKind, note = ''): Promise<boolean> {
  const made = await ctx.tx
    .insert(caseLinks)
    .values({ id: newId(), fromId: from.id, toId: to.id, kind, note, at: ctx.now, by: refOf(ctx.actor) })
    .onConflictDoNothing()
    .returning({ id: caseLinks.id });
  return made.length > 0;
}

/**
 * The timeline of a case names no other that some of its readers may not see: a restricted one, or one that is about a member, is told of
 * on its own timeline alone.
 */
async function tell(ctx: TxCtx, from: Case, to: Case, did: 'Linked' | 'Unlinked', note: string): Promise<void> {
  for (const [at, other] of [
    [from, to],
    [to, from],
  ] as const) {
    const key = keyOf(at.number);
    await touchCase(ctx, at);
    if (isOpenTo(other, at)) {
      const summary = `${did} ${keyOf(other.number)} ${did === 'Linked' ? 'with' : 'from'} this case${note ? `: ${note}` : ''}`;
      await writeTimeline(ctx, { caseId: at.id, kind: 'link', summary, detail: { case: keyOf(other.number), note } });
    }
    const side = { linked: did === 'Linked' };
    const said = { key, previous: { linked: !side.linked }, current: side, actor: refOf(ctx.actor) };
    await emit(ctx, 'case/updated', said, { caseId: at.id });
  }
  const diff =
    did === 'Linked' ? { link: { from: null, to: keyOf(to.number) } } : { link: { from: keyOf(to.number), to: null } };
  await writeAudit(ctx, { action: 'case.relate', entity: 'case', entityId: keyOf(from.number), diff });
}

/** Whether everybody who sees `at` may read of `other`. */
export function isOpenTo(other: Case, at: Case): boolean {
  if (other.subjectMemberId !== null && other.subjectMemberId !== at.subjectMemberId) return false;
  return !other.restricted;
}
