import { beforeEach, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { caseEvents, runs } from '../../db/schema/index.ts';
import { openCase } from '../cases/open.ts';
import { automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { requestDueIntel } from './request-due.ts';

const floor = testFloor();
const at = new Date();
const robot = () => ctxOf(floor.db, automation('crowdstrike-intel-due'), at);
let key: string;
let caseId: string;

/** A case with an alert that nobody has read. */
beforeEach(async () => {
  key = (await openCase({ ctx: robot(), input: { fields: { title: 'Alerts', severity: 'high' } } })).key;
  caseId = (await rowOf(floor.db, key)).id;
  await floor.db.insert(caseEvents).values({
    ...{ id: newId(), caseId, vendor: 'crowdstrike', vendorId: newId(), title: 'Alert' },
    ...{ at, receivedAt: at, raw: {} },
  });
});

const isAskedFor = async () => {
  const { keys } = await requestDueIntel({ ctx: robot(), input: { vendor: 'crowdstrike', most: 100 } });
  return keys.includes(key);
};

/** A run that has looked at the case since. */
const look = (run: Pick<typeof runs.$inferInsert, 'status' | 'output'>, eventName = 'case/intel.due') =>
  floor.db.insert(runs).values({
    ...{ id: newId(), automation: 'crowdstrike-intel', eventId: newId(), eventName, caseId },
    ...{ createdAt: at, endedAt: at, ...run },
  });

test('a case that no run has looked at since its alerts came', async () => {
  expect(await isAskedFor()).toBe(true);
});

test.each([
  ['has read what fits its condition', { status: 'completed', output: { alerts: { more: false } } }, false],
  ['has found nothing that fits', { status: 'skipped', output: null }, false],
  ['has left some', { status: 'completed', output: { alerts: { more: true } } }, true],
  ['has failed', { status: 'failed', output: null }, true],
] as const)('a case of which a run %s', async (_name, run, expected) => {
  await look(run);
  expect(await isAskedFor()).toBe(expected);
});

test('the run that came with the alerts does not count: it may have been the last one of a burst', async () => {
  await look({ status: 'completed', output: { alerts: { more: false } } }, 'case/alerts.unread');
  expect(await isAskedFor()).toBe(true);
});
