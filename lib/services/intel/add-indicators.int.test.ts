import { beforeEach, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { caseEvents, observables, runSteps, runs } from '../../db/schema/index.ts';
import { FalconAlert } from '../../domain/crowdstrike/alert.ts';
import { detailsOf } from '../../domain/crowdstrike/details.ts';
import { openCase } from '../cases/open.ts';
import { recordEnrichments } from '../enrichments/record.ts';
import { automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { addIndicators } from './add-indicators.ts';
import { keepDetails } from './keep-details.ts';

const floor = testFloor();
const at = new Date('2026-01-12T08:00:00.000Z');
const vendor = 'crowdstrike';
const robot = () => ctxOf(floor.db, automation('crowdstrike-intel'), at);
let net = 0;
let key: string;
let caseId: string;

beforeEach(async () => {
  key = (await openCase({ ctx: robot(), input: { fields: { title: 'Alerts', severity: 'high' } } })).key;
  caseId = (await rowOf(floor.db, key)).id;
});

/** An alert of the case, read at Falcon; answers its id. */
async function alert(fields: Record<string, unknown>): Promise<string> {
  const vendorId = newId();
  await floor.db.insert(caseEvents).values({
    ...{ id: newId(), caseId, vendor, vendorId, title: 'Alert', at, receivedAt: at, raw: {} },
  });
  const details = detailsOf(FalconAlert.parse({ composite_id: vendorId, ...fields }));
  await keepDetails({ ctx: robot(), input: { vendor, alerts: [{ vendorId, updatedAt: null, details }] } });
  return vendorId;
}
/** That no other test has answers about. */
const addresses = (count: number) => {
  net += 1;
  return Array.from({ length: count }, (_, n) => `93.${net}.${n >> 8}.${n & 255}`);
};
const contacting = (remotes: readonly string[]) => ({
  network_accesses: remotes.map((remote_address) => ({ remote_address })),
});

const add = (ids: readonly string[], most: number) =>
  addIndicators({ ctx: robot(), input: { vendor, key, ids, most } });
async function valuesOf(ids: readonly string[]): Promise<string[]> {
  const rows = await floor.db.select({ id: observables.id, value: observables.value }).from(observables);
  const byId = new Map(rows.map(({ id, value }) => [id, value]));
  return ids.map((id) => byId.get(id)!);
}

type State = 'unknown' | 'limited';
async function answer(ids: readonly string[], state: State): Promise<void> {
  for (const observableId of ids) {
    const said = { observableId, at, ttlSeconds: 0, state, note: '' };
    await recordEnrichments({ ctx: robot(), input: { source: 'virustotal', said: [said] } });
  }
}

test('every address of a long alert is asked about, the ones that nobody was asked about first', async () => {
  const ids = [await alert(contacting([...addresses(250), '2001:db8:1::bad', ...addresses(49)]))];
  const first = await add(ids, 200);
  expect(first).toMatchObject({ found: 300, added: 300, unasked: 100, notAdded: 0, leftOut: 0 });
  await answer(first.askAbout, 'unknown');
  const second = await add(ids, 200);
  expect(second).toMatchObject({ added: 0, unasked: 0 });
  expect(new Set([...first.askAbout, ...second.askAbout.slice(0, 100)]).size).toBe(300);
});

test('what an earlier run has left is asked about by one that reads other alerts, or none; what is ours is not', async () => {
  const [left, ours, other] = addresses(3) as [string, string, string];
  const device = { hostname: 'POS-1', external_ip: ours };
  const first = await add([await alert({ ...contacting([left, '10.0.0.7', ours]), device })], 0);
  expect(first).toMatchObject({ askAbout: [], unasked: 1 });
  const second = await add([await alert(contacting([other]))], 10);
  expect((await valuesOf(second.askAbout)).toSorted()).toEqual([left, other]);
  expect((await add([], 10)).askAbout.toSorted()).toEqual(second.askAbout.toSorted());
  await answer(second.askAbout, 'unknown');
  expect((await add([], 10)).askAbout).toEqual([]);
});

test('who was told to come again later was not asked', async () => {
  const ids = [await alert(contacting(addresses(3)))];
  const { askAbout } = await add(ids, 2);
  await answer(askAbout, 'limited');
  expect(await add(ids, 0)).toMatchObject({ unasked: 3 });
});

test.each([
  ['what no source may be asked about is not first again', 2, ['c', 'a', 'b']],
  ['what was put to nobody is', 0, ['a', 'b', 'c']],
])('%s', async (_name, answered, expected) => {
  const ids = [await alert(contacting(addresses(3)))];
  const { askAbout } = await add(ids, 3);
  const names = new Map(askAbout.map((id, n) => [id, 'abc'[n]!]));
  const runId = newId();
  await floor.db.insert(runs).values({
    ...{ id: runId, automation: 'crowdstrike-intel', eventId: newId(), eventName: 'case/intel.due', caseId },
    ...{ status: 'completed', createdAt: at, endedAt: at, output: { indicators: { answered } } },
  });
  await floor.db.insert(runSteps).values({
    ...{ runId, id: 'extract', position: 1, name: 'Extract', op: 'StepRun', status: 'completed' },
    output: { askAbout: askAbout.slice(0, 2) },
  });
  expect((await add(ids, 3)).askAbout.map((id) => names.get(id))).toEqual(expected);
});

test('a run adds no more than a case takes at once, and the next one adds the rest', async () => {
  const ids = [await alert({ ...contacting(addresses(3_010)), ioc_values: addresses(2_100) })];
  expect(await add(ids, 10)).toMatchObject({ found: 5_100, added: 5_000, notAdded: 100, leftOut: 10 });
  expect(await add(ids, 10)).toMatchObject({ found: 5_100, added: 100, notAdded: 0, unasked: 5_090 });
});
