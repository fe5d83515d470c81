import { eq, ne } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { members } from '../../db/schema/index.ts';
import { automation, ctxOf, member, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { drawOwner } from './draw-owner.ts';
import { openCase } from './open.ts';
import { routeCase } from './route.ts';

const floor = testFloor();
const robot = () => ctxOf(floor.db, automation());

/** A case of Okta's: what one did to the account of another. Nobody else is there. */
async function caseOfTwo() {
  const [doer, victim] = [
    await member(floor.db, { name: 'Dora Doer', tier: 2 }),
    await member(floor.db, { name: 'Vic Victim', tier: 2 }),
  ];
  await floor.db.update(members).set({ disabledAt: new Date() }).where(ne(members.kind, 'ai'));
  for (const { id } of [doer, victim])
    await floor.db.update(members).set({ disabledAt: null }).where(eq(members.id, id));
  const observables = [
    { type: 'user' as const, value: doer.email, role: 'related' as const },
    { type: 'user' as const, value: victim.email.toUpperCase(), role: 'victim' as const },
  ];
  const fields = { title: 'Factors reset', severity: 'high', category: 'Identity & Access', observables } as const;
  const { key } = await openCase({ ctx: robot(), input: { fields } });
  return { key, doer, victim };
}

test('of several members whom a case names it is about the one to whom it happened', async () => {
  const { key, victim } = await caseOfTwo();
  expect((await rowOf(floor.db, key)).subjectMemberId).toBe(victim.id);
});

test('none of them is given the case by a rule: not by its severity, and not by a draw', async () => {
  const { key, doer } = await caseOfTwo();
  const routed = await routeCase({ ctx: robot(), input: { key, to: { tier: 2 }, raised: false } });
  expect(routed.assignee).toBeNull();
  const movedBy = { kind: 'user', id: doer.id, name: doer.name } as const;
  const draw = { key, movedBy, roles: ['analyst'] as const, groups: [], unanswered: [] };
  expect(await drawOwner({ ctx: robot(), input: draw })).toMatchObject({ outcome: 'nobody', assignee: null });
  expect(await rowOf(floor.db, key)).toMatchObject({ assigneeId: null, queue: 'leads' });
});
