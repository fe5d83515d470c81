import { eq } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { slaPolicies } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import type { PolicyBook, PolicyVersion } from '../../domain/sla/index.ts';
import { PolicyPatch } from '../../domain/sla/inputs.ts';
import type { PolicyView } from '../../domain/views/sla.ts';
import { conflict, invalid, notFound } from '../errors.ts';
import { authorize, type Ctx, diffOf, parse, type TxCtx, transact, writeAudit } from '../kernel/index.ts';
import { lockPolicies, policyBook, policyRow } from './book.ts';
import { effectiveFromOf } from './effective-from.ts';
import { readPolicy } from './list-policies.ts';
import { requireReach } from './reach.ts';

/**
 * Writes a new version of a policy, in force from now or from a later moment on, or retires it. What cases were promised before stays as
 * it was: a timer follows the new version only from the next moment on at which its target is set.
 */
export async function revisePolicy({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; patch: unknown };
}): Promise<PolicyView> {
  authorize(ctx.actor, 'sla.write');
  const patch = parse(PolicyPatch, input.patch);
  return transact(ctx, `sla.revise-policy.${input.id}`, async (tx) => {
    const start = await lockPolicies(tx);
    const book = await policyBook(tx.tx);
    const latest = book.policies
      .filter(({ policyId }) => policyId === input.id)
      .reduce<PolicyVersion | null>((newest, one) => (newest && newest.version > one.version ? newest : one), null);
    if (!latest) throw notFound('The policy');
    if (latest.retiredAt) {
      if (patch.retired) return readPolicy(tx.tx, latest.policyId, start);
      throw conflict(`“${latest.name}” is retired. Make a new policy instead.`);
    }
    if (patch.calendar && !book.calendars.some(({ calendarId }) => calendarId === patch.calendar))
      throw invalid([{ pointer: '/calendar', message: 'There is no such calendar.' }]);
    if (patch.retired) await retire(tx, latest, start);
    else await addVersion(tx, book, latest, patch, start);
    return readPolicy(tx.tx, latest.policyId, start);
  });
}

async function retire(ctx: TxCtx, { policyId }: PolicyVersion, start: Date): Promise<void> {
  await ctx.tx.update(slaPolicies).set({ retiredAt: start }).where(eq(slaPolicies.policyId, policyId));
  const diff = { retiredAt: { from: null, to: start.toISOString() } };
  await writeAudit(ctx, { action: 'sla_policy.retire', entity: 'sla_policy', entityId: policyId, diff });
}

async function addVersion(
  ctx: TxCtx,
  book: PolicyBook,
  latest: PolicyVersion,
  patch: PolicyPatch,
  start: Date,
): Promise<void> {
  const { retired: _, effectiveFrom: asked, ...terms } = patch;
  const diff = diffOf({ ...latest }, terms);
  // A date alone plans the same terms anew; without one, the same terms are no change.
  if (Object.keys(diff).length === 0 && asked === undefined) return;
  const effectiveFrom = effectiveFromOf(asked, start);
  const given = Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined));
  const next: PolicyVersion = { ...latest, ...given, id: newId(), version: latest.version + 1, effectiveFrom };
  requireReach(next, book, effectiveFrom);
  await ctx.tx.insert(slaPolicies).values(policyRow(next, { createdBy: refOf(ctx.actor), createdAt: ctx.now }));
  await writeAudit(ctx, {
    action: 'sla_policy.revise',
    entity: 'sla_policy',
    entityId: latest.policyId,
    diff: {
      ...diff,
      version: { from: latest.version, to: next.version },
      effectiveFrom: { from: latest.effectiveFrom.toISOString(), to: effectiveFrom.toISOString() },
    },
  });
}
