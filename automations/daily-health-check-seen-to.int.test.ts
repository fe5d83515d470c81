import { beforeAll, expect, test } from 'vitest';
import type { FalconEmulator, FalconStoryName } from '#e2e/vendors/crowdstrike.ts';
import { HealthParameters } from '#lib/domain/health/parameters.ts';
import { assignCase } from '#lib/services/cases/assign.ts';
import { transitionCase } from '#lib/services/cases/transition.ts';
import { addTimer, MOST_CUSTOM } from '#lib/services/sla/add-timer.ts';
import { as } from '#lib/services/testing/fixtures.ts';
import { adminCtx } from './testing/cases.ts';
import { healthFloor, hoursAgo } from './testing/health-floor.ts';

const floor = healthFloor();
const { machine, settings, check, snapshotOf, keyFor, timersOf } = floor;
let falcon: FalconEmulator;
beforeAll(() => {
  ({ falcon } = floor);
});
const SHIPPED_SEVERITIES = HealthParameters.parse({}).severities;

const close = async (id: string) =>
  transitionCase({
    ctx: { ...adminCtx(machine), actor: as(machine.people.analyst) },
    input: { key: (await keyFor(id))!, to: { state: 'resolved', verdict: 'true_positive', summary: 'Seen to.' } },
  });
const add = (host: number, hours: number, story: FalconStoryName = 'credentialDumping') =>
  falcon.addAlert({ story, host, tree: host, at: hoursAgo(hours) }).composite_id;

test('has what nobody has, although what was ended or is owned here is older and fills a check', async () => {
  const [first, second, third] = [90, 80, 70].map((hours, n) => add(200 + n, hours));
  await check();
  await close(first!);
  await close(second!);
  const ctx = adminCtx(machine);
  await assignCase({ ctx, input: { key: (await keyFor(third!))!, assignee: machine.people.analyst.id } });
  await settings({ most: 1 });
  const untouched = add(203, 30);
  const snapshot = await snapshotOf((await check()).said.report);
  expect(snapshot.unassigned.map(({ id }) => id)).toEqual([untouched]);
  expect(snapshot).toMatchObject({
    ...{ total: 1, more: false, unread: [], ownedHere: 1, endedHere: 2 },
    change: { appeared: [untouched], atLeast: { before: false, appeared: false, gone: false } },
  });
  expect(snapshot.change!.gone.map(({ id }) => id).toSorted()).toEqual([first, second, third].toSorted());
});

test('calls nothing gone that it only did not read, or asks for no more', async () => {
  const mild = add(210, 90, 'tunnel');
  const severe = add(211, 30);
  expect(await snapshotOf((await check()).said.report)).toMatchObject({ total: 2, unread: [] });
  await settings({ most: 1 });
  const second = await snapshotOf((await check()).said.report);
  expect(second.unassigned.map(({ id }) => id)).toEqual([severe]);
  expect(second).toMatchObject({ total: 2, more: false, change: { gone: [], appeared: [] } });
  expect(second.unread.map(({ count }) => count)).toEqual([1]);
  await settings({ most: 500, severities: ['critical'] });
  expect(await snapshotOf((await check()).said.report)).toMatchObject({ change: { gone: [], appeared: [] } });
  await settings({ severities: SHIPPED_SEVERITIES });
  falcon.touchAlert(severe, { assigned_to_name: 'ann' });
  const last = await snapshotOf((await check()).said.report);
  expect(last.unassigned.map(({ id }) => id)).toEqual([mild]);
  expect(last.change!.gone.map(({ id }) => id)).toEqual([severe]);
});

test('counts what Falcon does not answer for, and does not call it gone', async () => {
  for (const host of [220, 221, 222, 223]) add(host, 30);
  expect(await snapshotOf((await check()).said.report)).toMatchObject({ total: 4, unread: [] });
  falcon.mode = 'partial';
  const snapshot = await snapshotOf((await check()).said.report);
  expect(snapshot.unassigned.length).toBeLessThan(4);
  expect(snapshot).toMatchObject({ total: 4, change: { gone: [], appeared: [] } });
});

test('times what can be timed, however many newer ones cannot', async () => {
  const ended = [1, 2].map((hours, n) => add(230 + n, hours));
  for (const alert of falcon.alerts.values()) await machine.deliver('crowdstrike', alert);
  await machine.settled();
  for (const id of ended) await close(id);
  await settings({ most: 1 });
  const older = add(232, 50);
  expect((await check()).said).toMatchObject({ timers: { started: 1, left: 2 }, looked: { more: false } });
  expect(await timersOf(older)).toHaveLength(1);
});

test('times what has a place for it, however many newer ones stand on a full case', async () => {
  const newer = add(240, 1);
  await machine.deliver('crowdstrike', falcon.alerts.get(newer));
  await machine.settled();
  const key = (await keyFor(newer))!;
  const timer = { name: 'Stopwatch', targetSeconds: 0 };
  for (let n = 0; n < MOST_CUSTOM; n += 1) await addTimer({ ctx: adminCtx(machine), input: { key, timer } });
  await settings({ most: 1 });
  const older = add(241, 50);
  expect((await check()).said).toMatchObject({ timers: { started: 1, left: 1 }, looked: { more: false } });
  expect(await timersOf(older)).toHaveLength(1);
});
