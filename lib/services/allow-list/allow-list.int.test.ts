import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { allowList, audit, observables } from '../../db/schema/index.ts';
import { DESK_ROLES } from '../../domain/actor.ts';
import type { ObservableType } from '../../domain/observables/index.ts';
import { valueHash } from '../observables/value-hash.ts';
import { apiKey, as, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { addToAllowList } from './add.ts';
import { listAllowList } from './list.ts';
import { removeFromAllowList } from './remove.ts';

const floor = testFloor();
const lead = () => ctxOf(floor.db, as(floor.people.lead));
const add = (input: object) => addToAllowList({ ctx: lead(), input });
const remove = (id: string) => removeFromAllowList({ ctx: lead(), input: { id } });

const KNOWN: [ObservableType, string][] = [
  ['hostname', 'pos1.retail.example'],
  ['url', 'https://shop.retail.example/cart'],
  ['domain', 'notretail.example'],
  ['ipv4', '192.0.2.8'],
  ['url', 'http://192.0.2.9/x'],
  ['ipv4', '198.51.100.1'],
  ['device', 'POS-7'],
  ['user', 'pos-7'],
];

beforeEach(async () => {
  await floor.db.delete(allowList);
  await floor.db.delete(observables);
  await floor.db.insert(observables).values(
    KNOWN.map(([type, value]) => ({
      id: newId(),
      type,
      value,
      valueSha256: valueHash(type, value),
      firstSeen: NOW,
      lastSeen: NOW,
    })),
  );
});
const own = async () =>
  (await floor.db.select().from(observables).where(eq(observables.allowListed, true)))
    .map(({ type, value }) => `${type} ${value}`)
    .sort();

describe.each(DESK_ROLES)('%s', (role) => {
  test('reads the list; leads and administrators write it', async () => {
    const ctx = ctxOf(floor.db, apiKey(role));
    expect((await listAllowList({ ctx, input: {} })).items).toEqual([]);
    const { id } = await add({ kind: 'exact', value: 'till-1' });
    const acts = [
      () => removeFromAllowList({ ctx, input: { id } }),
      () => addToAllowList({ ctx, input: { kind: 'exact', value: 'till-2' } }),
    ];
    for (const act of acts)
      if (role === 'admin' || role === 'lead') await expect(act()).resolves.toBeDefined();
      else await expect(act()).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test.each([
  [
    { kind: 'domain_suffix', value: '*.Retail.example' },
    ['hostname pos1.retail.example', 'url https://shop.retail.example/cart'],
  ],
  [{ kind: 'cidr', value: '192.0.2.1/24' }, ['ipv4 192.0.2.8', 'url http://192.0.2.9/x']],
  [{ kind: 'exact', value: 'POS-7' }, ['device POS-7', 'user pos-7']],
  [{ kind: 'exact', value: '198.51.100.1', type: 'ipv4' }, ['ipv4 198.51.100.1']],
])('%j marks what is known already, and no more once it is gone', async (entry, marked) => {
  const { id } = await add(entry);
  expect(await own()).toEqual(marked);
  await remove(id);
  expect(await own()).toEqual([]);
});

test('what another entry covers stays marked', async () => {
  const range = await add({ kind: 'cidr', value: '192.0.2.0/24' });
  await add({ kind: 'exact', value: '192.0.2.8', type: 'ipv4' });
  await remove(range.id);
  expect(await own()).toEqual(['ipv4 192.0.2.8']);
});

test('an entry is there once, is listed newest first, and leaves its trace', async () => {
  const first = await add({ kind: 'cidr', value: '192.0.2.7/24', note: 'Tills' });
  expect(first).toMatchObject({ value: '192.0.2.0/24', type: null, note: 'Tills' });
  await expect(add({ kind: 'cidr', value: '192.0.2.0/24' })).rejects.toMatchObject({ code: 'conflict' });
  const second = await add({ kind: 'exact', value: 'pos-7', type: 'device' });
  await add({ kind: 'exact', value: 'pos-7' });
  const page = await listAllowList({ ctx: lead(), input: { limit: 2 } });
  expect(page).toMatchObject({ count: { value: 3 }, nextCursor: expect.any(String) });
  const rest = await listAllowList({ ctx: lead(), input: { limit: 2, cursor: page.nextCursor } });
  expect([...page.items, ...rest.items].slice(1).map(({ id }) => id)).toEqual([second.id, first.id]);
  await remove(first.id);
  await expect(remove(first.id)).rejects.toMatchObject({ code: 'not_found' });
  await expect(remove('x')).rejects.toMatchObject({ code: 'not_found' });
  const trace = await floor.db.select().from(audit).where(eq(audit.entityId, first.id));
  expect(trace.map(({ action }) => action)).toEqual(['allow_list.add', 'allow_list.remove']);
});

test('what is no own asset is refused with a pointer', async () => {
  await expect(add({ kind: 'domain_suffix', value: 'com' })).rejects.toMatchObject({ errors: [{ pointer: '/value' }] });
  await expect(add({ kind: 'cidr', value: '0.0.0.0/0' })).rejects.toMatchObject({ errors: [{ pointer: '/value' }] });
  await expect(add({ kind: 'exact', value: 'x', color: 1 })).rejects.toMatchObject({ errors: [{ pointer: '/color' }] });
});
