import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { members, timeline } from '../../db/schema/index.ts';
import { assignCase } from '../cases/assign.ts';
import { openCase } from '../cases/open.ts';
import { LEADS_QUEUE } from '../cases/queues.ts';
import { routeCase } from '../cases/route.ts';
import { transitionCase } from '../cases/transition.ts';
import { apiKey, as, automation, ctxOf, member, testFloor } from '../testing/fixtures.ts';
import { eventsOf, rowOf, timelineOf } from '../testing/reads.ts';
import { setOwnShift } from './set-own-shift.ts';
import { updateMember } from './update.ts';

const floor = testFloor();
const admin = () => ctxOf(floor.db, as(floor.people.admin));
const leave = (id: string, patch: unknown = { disabled: true }) => updateMember({ ctx: admin(), input: { id, patch } });
const open = async (assignee: string, more = {}) =>
  (await openCase({ ctx: admin(), input: { fields: { title: 'T', severity: 'high', assignee, ...more } } })).key;
const ownerOf = async (key: string) => (await rowOf(floor.db, key)).assigneeId;
/** Nobody but these can be given a case. */
const only = async (...ids: string[]) => {
  await floor.db.update(members).set({ eligible: false });
  for (const id of ids) await floor.db.update(members).set({ eligible: true }).where(eq(members.id, id));
};

test('the open cases of a disabled member are shared out by load, and say why; ended ones stay', async () => {
  const [gone, busy, idle] = await Promise.all([1, 2, 3].map(() => member(floor.db, { tier: 2 })));
  await open(busy!.id);
  const keys = await Promise.all([1, 2, 3].map(() => open(gone!.id)));
  const ended = await open(gone!.id);
  const verdict = { verdict: 'duplicate', summary: 'Seen.' } as const;
  await transitionCase({ ctx: admin(), input: { key: ended, to: { state: 'closed', ...verdict } } });
  await only(busy!.id, idle!.id);

  await leave(gone!.id);
  const owners = await Promise.all(keys.map(ownerOf));
  expect(owners.filter((id) => id === idle!.id)).toHaveLength(2);
  expect(owners.filter((id) => id === busy!.id)).toHaveLength(1);
  expect(await ownerOf(ended)).toBe(gone!.id);
  const last = (await timelineOf(floor.db, keys[0]!)).at(-1)!;
  expect(last).toMatchObject({ kind: 'assigned', actor: { name: 'Ada' }, detail: { from: gone!.id } });
  expect(last.summary).toContain(`${gone!.name} was disabled.`);
  expect((await eventsOf(floor.db, keys[0]!)).at(-2)).toMatchObject({
    name: 'case/assigned',
    data: { previous: gone!.id },
  });
});

test('with nobody there they wait in the leads’ queue; a viewer owns none either', async () => {
  const gone = await member(floor.db, { tier: 1 });
  const key = await open(gone.id);
  await only();
  await leave(gone.id, { role: 'viewer' });
  expect(await rowOf(floor.db, key)).toMatchObject({ assigneeId: null, queue: LEADS_QUEUE });
  expect((await timelineOf(floor.db, key)).at(-1)!.summary).toContain(`${gone.name} is a viewer now.`);
});

test('a case never goes to the member whom it is about', async () => {
  const [gone, subject] = await Promise.all([1, 2].map(() => member(floor.db, { tier: 2 })));
  const observables = [{ type: 'user' as const, value: subject!.email, role: 'implicated' as const }];
  const key = await open(gone!.id, { observables });
  expect((await rowOf(floor.db, key)).subjectMemberId).toBe(subject!.id);
  await only(subject!.id);
  await leave(gone!.id);
  expect(await rowOf(floor.db, key)).toMatchObject({ assigneeId: null, queue: LEADS_QUEUE });
});

test('a second time, or another change, moves nothing', async () => {
  const gone = await member(floor.db, { tier: 1 });
  const key = await open(gone.id);
  await only(floor.people.analyst.id);
  await leave(gone.id, { name: 'Renamed' });
  expect(await ownerOf(key)).toBe(gone.id);
  await leave(gone.id);
  const count = async () => (await floor.db.select().from(timeline)).length;
  const before = await count();
  await leave(gone.id);
  expect(await count()).toBe(before);
});

test('beside routing and people who take cases: nobody who is gone ends up with an open case', async () => {
  await only(floor.people.analyst.id, floor.people.colleague.id);
  for (let round = 0; round < 4; round += 1) {
    const gone = await member(floor.db, { tier: 2 });
    const mine = await Promise.all([open(gone.id), open(gone.id)]);
    const other = await open(floor.people.colleague.id);
    await Promise.allSettled([
      leave(gone.id),
      ...mine.map((key) =>
        routeCase({ ctx: ctxOf(floor.db, automation()), input: { key, to: { tier: 3 }, raised: true } }),
      ),
      assignCase({ ctx: ctxOf(floor.db, as(floor.people.lead)), input: { key: other, assignee: gone.id } }),
    ]);
    for (const key of [...mine, other]) expect(await ownerOf(key)).not.toBe(gone.id);
  }
});

test('one’s own shift is started and ended by hand, and ends by itself', async () => {
  const { id } = await member(floor.db, {
    shift: { timeZone: 'Europe/Rome', hours: [{ day: 7, start: '09:00', end: '10:00' }] },
  });
  const [row] = await floor.db.select().from(members).where(eq(members.id, id));
  const me = ctxOf(floor.db, as(row!));
  expect(await setOwnShift({ ctx: me, input: { onShift: true } })).toMatchObject({
    onShift: true,
    shiftByHand: { onShift: true, endsAt: '2026-01-13T00:00:00.000Z' },
  });
  expect(await setOwnShift({ ctx: me, input: { onShift: false } })).toMatchObject({ onShift: false });
  expect(await setOwnShift({ ctx: me, input: { onShift: null } })).toMatchObject({ onShift: false, shiftByHand: null });
  await expect(
    setOwnShift({ ctx: ctxOf(floor.db, apiKey('analyst')), input: { onShift: true } }),
  ).rejects.toMatchObject({
    code: 'forbidden',
  });
});
