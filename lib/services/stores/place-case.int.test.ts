import { describe, expect, test } from 'vitest';
import { caseMilestones, caseTimers } from '../../db/schema/index.ts';
import type { CaseInput, ObservableInput } from '../../domain/case.ts';
import { addObservables } from '../cases/add-observables.ts';
import { getCase } from '../cases/get.ts';
import { type CaseOrigin, openCase } from '../cases/open.ts';
import { updateCase } from '../cases/update.ts';
import { apiKey, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { auditOf, eventsOf, rowOf, timelineOf } from '../testing/reads.ts';
import { wizOrigin } from '../testing/vendor.ts';
import { createStore } from './create.ts';
import { updateStore } from './update.ts';

const floor = testFloor();
const ann = () => ctxOf(floor.db, as(floor.people.analyst));
const admin = () => ctxOf(floor.db, as(floor.people.admin));
const store = (key: string, networks: string[]) =>
  createStore({ ctx: admin(), input: { key, name: `Store ${key}`, timeZone: 'Europe/Rome', networks } });
const open = (observables: ObservableInput[] = [], more: Partial<CaseInput> = {}, ctx = ann()) =>
  openCase({ ctx, input: { fields: { title: 'Case', severity: 'high', observables, ...more } } });
const add = (key: string, ...items: ObservableInput[]) => addObservables({ ctx: ann(), input: { key, items } });
const storeOf = async (key: string) => (await getCase({ ctx: ann(), input: { key } })).store;
const reasonsOf = async (key: string) =>
  (await timelineOf(floor.db, key)).filter(({ kind }) => kind === 'updated').map(({ summary }) => summary);

/** Ranges of each test for itself. */
let nets = 100;
function net(): string {
  nets += 1;
  return `10.${nets}`;
}

test('an address of a case without a store sets it: timeline, audit, event, timers and figures say so', async () => {
  const range = net();
  await store('rome', [`${range}.0.0/16`]);
  const { key } = await open();
  await add(key, { value: `${range}.3.4` });
  expect(await storeOf(key)).toBe('rome');
  expect((await timelineOf(floor.db, key)).at(-1)).toMatchObject({
    kind: 'updated',
    actor: { name: floor.people.analyst.name },
    summary: `Set the store to Store rome, because ${range}.3.4 is in its network ${range}.0.0/16`,
    detail: { fields: { store: { from: null, to: 'rome' } } },
  });
  expect((await auditOf(floor.db, key)).at(-1)).toMatchObject({
    action: 'case.place',
    diff: { store: { from: null, to: 'rome' } },
  });
  expect((await eventsOf(floor.db, key)).at(-1)).toMatchObject({
    name: 'case/updated',
    data: { previous: { store: null }, current: { store: 'rome' } },
  });
  const { id } = await rowOf(floor.db, key);
  for (const table of [caseTimers, caseMilestones]) {
    const rows = (await floor.db.select().from(table)).filter(({ caseId }) => caseId === id);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.store).toBe('rome');
  }
});

test('so does one that the API opens a case with, or a vendor’s event brings', async () => {
  const range = net();
  await store('milan', [`${range}.0.0/16`, 'fd00:aa::/32']);
  expect(await open([{ value: `${range}.1.1` }], {}, ctxOf(floor.db, apiKey('analyst')))).toMatchObject({
    store: 'milan',
  });
  expect(await open([{ value: 'fd00:aa::1' }])).toMatchObject({ store: 'milan' });
  const host: CaseOrigin['observables'][number] = {
    type: 'ipv4',
    value: `${range}.1.1`,
    role: 'victim',
    origins: [{ path: '/host' }],
  };
  const origin: CaseOrigin = { ...wizOrigin('placed'), observables: [host] };
  const fields = { title: 'Case', severity: 'high' as const };
  const opened = await openCase({ ctx: ctxOf(floor.db, automation()), input: { fields, origin } });
  expect(opened.store).toBe('milan');
  expect(await reasonsOf(opened.key)).toHaveLength(1);
});

describe('which store', () => {
  test('the longest prefix, whichever came first', async () => {
    const range = net();
    await store('region', [`${range}.0.0/16`]);
    await store('shop', [`${range}.7.0/24`]);
    expect(await open([{ value: `${range}.7.9` }])).toMatchObject({ store: 'shop' });
    expect(await open([{ value: `${range}.8.9` }, { value: `${range}.7.9` }])).toMatchObject({ store: 'shop' });
    expect(await open([{ value: `${range}.8.9` }])).toMatchObject({ store: 'region' });
  });

  test('none where two have equal evidence, also when one of them comes later; a better one decides', async () => {
    const [a, b] = [net(), net()];
    await store('north', [`${a}.0.0/16`, `${a}.5.0/24`]);
    await store('south', [`${b}.0.0/16`]);
    const { key, store: none } = await open([{ value: `${a}.1.1` }, { value: `${b}.1.1` }]);
    expect(none).toBeNull();
    await add(key, { value: `${a}.1.2` });
    expect(await storeOf(key)).toBeNull();
    await add(key, { value: `${a}.5.2` });
    expect(await storeOf(key)).toBe('north');
  });

  test('none of an address in no range, of mere context, of another type, and of a retired store', async () => {
    const range = net();
    await store('closed', [`${range}.0.0/16`]);
    expect(await open([{ value: '203.0.113.9' }])).toMatchObject({ store: null });
    expect(await open([{ value: `${range}.1.1`, role: 'related' }])).toMatchObject({ store: null });
    expect(await open([{ type: 'other', value: `${range}.1.1` }, { value: 'evil.example' }])).toMatchObject({
      store: null,
    });
    await updateStore({ ctx: admin(), input: { key: 'closed', patch: { retired: true } } });
    expect(await open([{ value: `${range}.1.1` }])).toMatchObject({ store: null });
  });
});

test('what somebody has set, or taken away, stays', async () => {
  const range = net();
  await store('naples', [`${range}.0.0/16`]);
  const given = await open([{ value: `${range}.1.1` }], { store: 'Warehouse 9' });
  expect(given.store).toBe('Warehouse 9');
  expect(await reasonsOf(given.key)).toEqual([]);
  const { key } = await open([{ value: `${range}.1.1` }]);
  await updateCase({ ctx: ann(), input: { key, patch: { store: null } } });
  await add(key, { value: `${range}.1.2` });
  expect(await storeOf(key)).toBeNull();
});
