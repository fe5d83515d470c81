import { newId } from '../../db/id.ts';
import { slaPolicies } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { AROUND_THE_CLOCK, DEFAULT_AT_RISK, DEFAULT_VIP_FACTOR, type PolicyScope } from '../../domain/sla/index.ts';
import { NewPolicy } from '../../domain/sla/inputs.ts';
import type { PolicyView } from '../../domain/views/sla.ts';
import { conflict, invalid } from '../errors.ts';
import { authorize, type Ctx, parse, transact, writeAudit } from '../kernel/index.ts';
import { lockPolicies, policyBook, policyRow } from './book.ts';
import { effectiveFromOf } from './effective-from.ts';
import { readPolicy } from './list-policies.ts';
import { requireReach } from './reach.ts';

/** Adds a policy, from now or from a later moment on. Throws `conflict` where another one is for the same cases already. */
export async function createPolicy({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<PolicyView> {
  authorize(ctx.actor, 'sla.write');
  const given = parse(NewPolicy, input);
  return transact(ctx, 'sla.create-policy', async (tx) => {
    const start = await lockPolicies(tx);
    const effectiveFrom = effectiveFromOf(given.effectiveFrom, start);
    const scope: PolicyScope = {
      severity: given.severity,
      category: given.category ?? null,
      source: given.source ?? null,
      vip: given.vip ?? null,
    };
    const book = await policyBook(tx.tx);
    const same = book.policies.find((policy) => policy.retiredAt === null && sameScope(policy.scope, scope));
    if (same) throw conflict(`“${same.name}” is for the same cases already: change that one, or retire it first.`);
    const calendar = given.calendar ?? AROUND_THE_CLOCK;
    if (!book.calendars.some(({ calendarId }) => calendarId === calendar))
      throw invalid([{ pointer: '/calendar', message: 'There is no such calendar.' }]);
    const id = newId();
    const terms = {
      name: given.name,
      acknowledgeSeconds: given.acknowledgeSeconds,
      resolveSeconds: given.resolveSeconds,
      vipFactor: given.vipFactor ?? (scope.vip === true ? 1 : DEFAULT_VIP_FACTOR),
      atRisk: given.atRisk ?? DEFAULT_AT_RISK,
      calendar,
    };
    requireReach(terms, book, effectiveFrom);
    const version = { id: newId(), policyId: id, version: 1, scope, ...terms, effectiveFrom, retiredAt: null };
    await tx.tx.insert(slaPolicies).values(policyRow(version, { createdBy: refOf(tx.actor), createdAt: tx.now }));
    const to = { ...scope, ...terms, effectiveFrom: effectiveFrom.toISOString() };
    await writeAudit(tx, {
      action: 'sla_policy.create',
      entity: 'sla_policy',
      entityId: id,
      diff: { policy: { from: null, to } },
    });
    return readPolicy(tx.tx, id, start);
  });
}

const sameScope = (a: PolicyScope, b: PolicyScope) =>
  a.severity === b.severity && a.category === b.category && a.source === b.source && a.vip === b.vip;
