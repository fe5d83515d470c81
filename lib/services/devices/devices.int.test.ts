import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { deviceAnswers, observables, outbox } from '../../db/schema/index.ts';
import { DEVICE_CHANGED } from '../../domain/device/changed.ts';
import { said } from '../../domain/device/testing/records.ts';
import type { ObservableRole, ObservableType } from '../../domain/observables/types.ts';
import type { AiWhy } from '../../domain/views/ai-output.ts';
import { openCase } from '../cases/open.ts';
import { createStore } from '../stores/create.ts';
import { apiKey, as, automation, ctxOf, after as later, testFloor } from '../testing/fixtures.ts';
import { listCaseDevices, MOST_DEVICES, readCaseDevices } from './for-case.ts';
import { freshAnswer } from './fresh-answer.ts';
import { getDevice } from './get.ts';
import { pausedUntil, pauseSource } from './pause.ts';
import { type DeviceAnswerInput, recordDeviceAnswer } from './record-answer.ts';
import { recordDeviceSummary } from './record-summary.ts';

const floor = testFloor();
const robot = (seconds = 0) => ctxOf(floor.db, automation('enrich-endpoint'), later(seconds));
const ann = () => ctxOf(floor.db, as(floor.people.analyst));

const WHY: AiWhy = {
  ...{ id: '0197b1c0-0000-7000-8000-000000000001', at: '2026-01-12T08:00:00.000Z', by: 'rules', model: null },
  ...{ promptVersion: 2, inputHash: 'f'.repeat(64), reason: 'The day’s budget is used up.', tokens: 0 },
  ...{ milliseconds: 3, cached: false, runId: null },
};

let made = 0;
function newName(): string {
  made += 1;
  return `POS-${made}`;
}

/** A new case with a device of its own. */
async function held(name = newName(), fields: { restricted?: boolean } = {}) {
  const { key } = await openCase({
    ctx: robot(),
    input: {
      fields: {
        ...{ title: 'Case', severity: 'high', ...fields },
        observables: [{ type: 'device', value: name, role: 'victim' }],
      },
    },
  });
  const [row] = await floor.db.select().from(observables).where(eq(observables.value, name));
  return { key, id: row!.id, name };
}
const say = (observableId: string, more: Partial<DeviceAnswerInput>, seconds = 0) =>
  recordDeviceAnswer({
    ctx: robot(seconds),
    input: { observableId, source: 'axonius', state: 'unknown', at: later(seconds), note: '', ...more },
  });
const knows = (name: string, facts: object = {}) => [said('axonius', { names: [name], ...facts }).record];
const read = (id: string, ctx = ann()) => getDevice({ ctx, input: { id } });
const sourceOf = async (id: string) => (await read(id)).sources.find(({ source }) => source === 'axonius');

beforeEach(() => floor.db.delete(deviceAnswers));

describe('an answer', () => {
  test('is merged when it is read, and kept as it came for who may read bodies', async () => {
    const { id, key, name } = await held();
    await say(id, { state: 'answered', records: knows(name, { owner: 'mrossi' }), raw: { assets: [1] } });
    expect(await read(id)).toMatchObject({
      observable: { id, type: 'device', value: name },
      device: { joinedBy: 'alone', fields: { owner: { value: 'mrossi', source: 'axonius' } } },
      sources: [
        { source: 'sentinelone', state: null },
        { source: 'axonius', state: 'answered', raw: { assets: [1] } },
        { source: 'entra', state: null },
      ],
    });
    const viewer = ctxOf(floor.db, as(floor.people.viewer));
    expect((await read(id, viewer)).sources.every((one) => !('raw' in one))).toBe(true);
    const { items } = await listCaseDevices({ ctx: ann(), input: { key } });
    expect(items).toMatchObject([{ device: { sources: ['axonius'] } }]);
    expect(JSON.stringify(items)).not.toContain('assets');
  });

  test('stays where a later try brought none, with when each was', async () => {
    const { id, name } = await held();
    await say(id, { state: 'answered', records: knows(name) });
    await say(id, { state: 'failed', note: 'Axonius: answered 500' }, 60);
    expect(await sourceOf(id)).toMatchObject({
      state: 'failed',
      note: 'Axonius: answered 500',
      triedAt: later(60).toISOString(),
      answeredAt: later(0).toISOString(),
    });
    expect((await read(id)).device).not.toBeNull();
  });

  test('that a newer one has overtaken changes nothing', async () => {
    const { id, name } = await held();
    await say(id, { state: 'answered', records: knows(name) }, 60);
    await say(id, { state: 'unknown' }, 30);
    expect(await sourceOf(id)).toMatchObject({ state: 'answered', triedAt: later(60).toISOString() });
    await say(id, { state: 'unknown' }, 90);
    expect((await read(id)).device).toBeNull();
  });

  test('of many at once the newest stands, whoever comes last', async () => {
    const { id, name } = await held();
    const tries = Array.from({ length: 20 }, (_, n) => n);
    await Promise.all(tries.map((n) => say(id, { state: 'answered', records: knows(name, { owner: `o${n}` }) }, n)));
    expect((await read(id)).device?.fields.owner?.value).toBe('o19');
  });

  test('is told to the pages, naming nothing', async () => {
    const { id } = await held();
    await floor.db.delete(outbox).where(eq(outbox.name, DEVICE_CHANGED));
    await say(id, {});
    const told = await floor.db.select().from(outbox).where(eq(outbox.name, DEVICE_CHANGED));
    expect(told).toMatchObject([{ data: { cause: [] }, caseId: null, sentAt: expect.any(Date) }]);
  });

  test('with signs that Postgres does not take is kept all the same', async () => {
    const { id, name } = await held();
    await say(id, { state: 'answered', records: knows(name, { owner: 'a\u0000b' }), raw: '\ud800' });
    expect((await read(id)).device?.fields.owner?.value).toBe('a\ufffdb');
  });
});

describe('what an actor may not see does not exist', () => {
  test('a device that restricted cases alone hold', async () => {
    const { id, key } = await held(newName(), { restricted: true });
    await expect(read(id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(listCaseDevices({ ctx: ann(), input: { key } })).rejects.toMatchObject({ code: 'not_found' });
    const lead = ctxOf(floor.db, as(floor.people.lead));
    expect((await read(id, lead)).observable.id).toBe(id);
  });

  test('nor does one that names no device', async () => {
    const { key } = await openCase({
      ctx: robot(),
      input: { fields: { title: 'Case', severity: 'low', observables: [{ type: 'ipv4', value: '203.0.113.9' }] } },
    });
    const [row] = await floor.db.select().from(observables).where(eq(observables.value, '203.0.113.9'));
    await expect(read(row!.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await listCaseDevices({ ctx: ann(), input: { key } })).toEqual({ items: [], more: false });
  });

  test.each(['viewer', 'requester'] as const)('%s records nothing', async (role) => {
    const { id } = await held();
    const ctx = ctxOf(floor.db, apiKey(role));
    const at = later(0);
    const answer = { observableId: id, source: 'entra' as const, state: 'unknown' as const, at, note: '' };
    await expect(recordDeviceAnswer({ ctx, input: answer })).rejects.toMatchObject({ code: 'forbidden' });
    const summary = { observableId: id, why: WHY, sentences: [], facts: [] };
    await expect(recordDeviceSummary({ ctx, input: summary })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test('the store follows from the networks of now; without one that fits, or with two, there is none', async () => {
  const { id, name } = await held();
  await say(id, { state: 'answered', records: knows(name, { addresses: ['10.77.1.5', 'fe80::1', 'no address'] }) });
  expect((await read(id)).store).toBeNull();
  const ctx = ctxOf(floor.db, as(floor.people.admin));
  await createStore({ ctx, input: { name: 'Roma 3', timeZone: 'Europe/Rome', networks: ['10.77.0.0/16'] } });
  expect((await read(id)).store).toEqual({
    key: 'roma-3',
    name: 'Roma 3',
    address: '10.77.1.5',
    network: '10.77.0.0/16',
  });
});

test('a summary takes the place of an older one, never of a newer one', async () => {
  const { id } = await held();
  const summary = (text: string, seconds: number) =>
    recordDeviceSummary({
      ctx: robot(seconds),
      input: { observableId: id, why: WHY, sentences: [{ text, facts: ['os'] }], facts: [] },
    });
  await summary('new', 60);
  await summary('old', 0);
  expect((await read(id)).summary).toMatchObject({
    ...{ sentences: [{ text: 'new' }], at: later(60).toISOString() },
    ...{ by: 'rules', why: WHY },
  });
});

test('a case tells which of its observables are devices of ours, whom it happened to first, and how many', async () => {
  const names = Array.from({ length: MOST_DEVICES + 1 }, newName);
  const item = (type: ObservableType, value: string, role: ObservableRole) => ({ type, value, role });
  const { key } = await openCase({
    ctx: robot(),
    input: {
      fields: {
        ...{ title: 'Case', severity: 'high' },
        observables: [
          item('hostname', 'cdn.bad.example', 'implicated'),
          item('hostname', 'dc01.corp.local', 'related'),
          ...names.map((name) => item('device', name, 'victim')),
        ],
      },
    },
  });
  const { devices, more, open } = await readCaseDevices({ ctx: robot(), input: { key } });
  expect([devices.length, more, open]).toEqual([MOST_DEVICES, true, true]);
  expect(devices.every(({ role }) => role === 'victim')).toBe(true);
});

test('an answer is fresh for a time, and not after a try that failed', async () => {
  const { id } = await held();
  const fresh = (since: Date) => freshAnswer({ ctx: robot(), input: { observableId: id, source: 'axonius', since } });
  expect(await fresh(later(0))).toBeNull();
  await say(id, { note: 'Nobody.' });
  expect(await fresh(later(0))).toEqual({ state: 'unknown', note: 'Nobody.' });
  expect(await fresh(later(1))).toBeNull();
  await say(id, { state: 'failed' }, 60);
  expect(await fresh(later(0))).toBeNull();
});

test('a source that limits us is left alone until it lets us ask again', async () => {
  expect(await pausedUntil({ ctx: robot(), input: { source: 'entra' } })).toBeNull();
  await pauseSource({ ctx: robot(), input: { source: 'entra', until: later(30) } });
  expect(await pausedUntil({ ctx: robot(29), input: { source: 'entra' } })).toEqual(later(30));
  expect(await pausedUntil({ ctx: robot(30), input: { source: 'entra' } })).toBeNull();
  expect(await pausedUntil({ ctx: robot(), input: { source: 'axonius' } })).toBeNull();
});
