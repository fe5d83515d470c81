import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { SYSTEM } from '../../domain/actor.ts';
import { transact } from '../kernel/index.ts';
import { after, as, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { rowOf, timelineOf } from '../testing/reads.ts';
import { assignCase } from './assign.ts';
import { lockCase } from './fetch.ts';
import { openCase } from './open.ts';
import { transitionCase } from './transition.ts';
import { wakeHeld } from './wake-held.ts';

const floor = testFloor();
const ann = () => ctxOf(floor.db, as(floor.people.analyst));
const look = (seconds: number) => wakeHeld({ ctx: ctxOf(floor.db, SYSTEM, after(seconds)) });
const wake = async (seconds: number) => (await look(seconds)).woken;

/** A case on hold for so many seconds. */
async function held(seconds: number, owner: string | null = null): Promise<string> {
  const { key } = await openCase({ ctx: ann(), input: { fields: { title: 'Waits', severity: 'high' } } });
  if (owner) await assignCase({ ctx: ann(), input: { key, assignee: owner } });
  const to = { state: 'on_hold', reason: 'Waits for the vendor', wakeAt: after(seconds) } as const;
  await transitionCase({ ctx: ann(), input: { key, to } });
  return key;
}

test('a case comes back when its time is over and not before: to its owner’s desk, or to triage', async () => {
  const owned = await held(60, floor.people.colleague.id);
  const free = await held(90);
  expect(await wake(59)).toEqual([]);
  expect(await wake(60)).toEqual([owned]);
  expect(await wake(3600)).toEqual([free]);
  expect(await wake(3600)).toEqual([]);
  expect(await rowOf(floor.db, owned)).toMatchObject({ state: 'in_progress', wakeAt: null, onHoldReason: null });
  expect(await rowOf(floor.db, free)).toMatchObject({ state: 'triage', wakeAt: null });
  const entry = (await timelineOf(floor.db, owned)).at(-1)!;
  expect(entry).toMatchObject({ kind: 'state', actorKind: 'system', detail: { reason: 'The time on hold is over' } });
  expect(entry.at).toEqual(after(60));
});

test('the resolve timer runs again, and leads', async () => {
  const key = await held(600, floor.people.analyst.id);
  expect((await rowOf(floor.db, key)).leadDueAt).toBeNull();
  await wake(700);
  expect((await rowOf(floor.db, key)).leadDueAt).toEqual(after(8 * 3600 + 700));
});

test('two workers at once: each case comes back once', async () => {
  const keys = await Promise.all(Array.from({ length: 12 }, () => held(30)));
  const woken = (await Promise.all([wake(40), wake(40), wake(40)])).flat();
  expect(woken.sort()).toEqual([...keys].sort());
  for (const key of keys)
    expect((await timelineOf(floor.db, key)).filter((entry) => entry.kind === 'state')).toHaveLength(2);
});

test('one that an analyst holds is left for the next look, the others come back', async () => {
  const [busy, other] = [await held(30), await held(30)];
  await transact(ann(), 'test', async (tx) => {
    await lockCase(tx, busy, 'case.update');
    expect(await wake(40)).toEqual([other]);
  });
  expect(await wake(41)).toEqual([busy]);
});

test('one that cannot wake is tried again a minute later, and keeps no other asleep', async () => {
  const [broken, other] = [await held(30), await held(35)];
  const { id } = await rowOf(floor.db, broken);
  await floor.db.execute(sql.raw(`alter table timeline add constraint refused check (case_id <> '${id}') not valid`));
  try {
    expect(await look(40)).toMatchObject({ woken: [other], failed: [{ caseId: id }], more: false });
    expect(await look(99)).toEqual({ woken: [], failed: [], more: false });
    expect(await rowOf(floor.db, broken)).toMatchObject({ stage: 'on_hold', version: 2 });
  } finally {
    await floor.db.execute(sql`alter table timeline drop constraint refused`);
  }
  expect(await wake(100)).toEqual([broken]);
});

test('nobody but the clock wakes cases', async () => {
  await expect(wakeHeld({ ctx: ctxOf(floor.db, as(floor.people.admin), NOW) })).rejects.toMatchObject({
    code: 'forbidden',
  });
});
