import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import * as schema from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/database.ts';
import type { Actor } from '../../domain/actor.ts';
import { WIZ_ISSUE } from '../../domain/mappings/samples.ts';
import { WIZ_MAPPING } from '../../domain/mappings/wiz.ts';
import { acceptDelivery } from '../deliveries/accept.ts';
import { activateMapping } from './activate.ts';
import { activeFor } from './active-for.ts';
import { listMappings } from './list.ts';
import { previewMapping } from './preview.ts';
import { closeSandbox } from './sandbox.ts';
import { saveMapping } from './save.ts';

let database: TestDatabase;
let db: ReturnType<typeof connectTo>;
const connectTo = (from: TestDatabase) => drizzle(from.pool, { schema });

beforeAll(async () => {
  database = await createTestDatabase();
  db = connectTo(database);
});
afterAll(async () => {
  await closeSandbox();
  await database.drop();
});
beforeEach(async () => {
  await database.pool.query('truncate mappings, audit, deliveries, vendor_objects');
});

const NOW = new Date();
const person = (role: 'admin' | 'lead' | 'analyst' | 'viewer'): Actor => ({
  kind: 'user',
  id: newId(),
  name: 'Ada',
  role,
});
const ctx = (actor: Actor = person('admin')) => ({ db, actor, now: NOW });
const write = (connector: string, expression: string, note = '') =>
  saveMapping({ ctx: ctx(), input: { connector, expression, note } });
const versions = async (connector: string) =>
  (await listMappings({ ctx: ctx(), input: { connector } })).items.map(({ id, active, shipped }) => ({
    id,
    active,
    shipped,
  }));

describe('versions', () => {
  test('the shipped one is active until another is saved, and stays the last of the list', async () => {
    expect(await versions('wiz')).toEqual([{ id: 'shipped:wiz', active: true, shipped: true }]);
    expect(await activeFor(db, 'wiz')).toEqual({ id: 'shipped:wiz', expression: WIZ_MAPPING });
    const first = await write('wiz', '{"title": "a"}', 'shorter');
    const second = await write('wiz', '{"title": "b"}');
    expect(first).toMatchObject({ connector: 'wiz', active: true, shipped: false, note: 'shorter', createdBy: 'Ada' });
    expect(await versions('wiz')).toEqual([
      { id: second.id, active: true, shipped: false },
      { id: first.id, active: false, shipped: false },
      { id: 'shipped:wiz', active: false, shipped: true },
    ]);
    expect(await activeFor(db, 'wiz')).toEqual({ id: second.id, expression: '{"title": "b"}' });
  });

  test('an earlier one, or the shipped one, is activated again', async () => {
    const first = await write('wiz', '1');
    await write('wiz', '2');
    expect(await activateMapping({ ctx: ctx(), input: { id: first.id } })).toMatchObject({
      id: first.id,
      active: true,
    });
    expect((await activeFor(db, 'wiz')).id).toBe(first.id);
    await activateMapping({ ctx: ctx(), input: { id: 'shipped:wiz' } });
    await activateMapping({ ctx: ctx(), input: { id: 'shipped:wiz' } });
    expect((await activeFor(db, 'wiz')).id).toBe('shipped:wiz');
    const { rows } = await database.pool.query(`select diff->'active'->>'to' as is from audit order by seq`);
    expect(rows.map((row) => row.is).slice(2)).toEqual([first.id, 'shipped:wiz']);
  });

  test('a named source follows generic until it has one of its own', async () => {
    expect((await activeFor(db, 'generic/acme')).id).toBe('shipped:generic:acme');
    const shared = await write('generic', '1');
    expect((await activeFor(db, 'generic/acme')).id).toBe(shared.id);
    expect(await versions('generic/acme')).toEqual([
      { id: shared.id, active: true, shipped: false },
      { id: 'shipped:generic:acme', active: false, shipped: true },
    ]);
    const own = await write('generic/acme', '2');
    expect((await activeFor(db, 'generic/acme')).id).toBe(own.id);
    expect((await activeFor(db, 'generic/other')).id).toBe(shared.id);
    await activateMapping({ ctx: ctx(), input: { id: 'shipped:generic:acme' } });
    expect((await activeFor(db, 'generic/acme')).id).toBe(shared.id);
  });

  test('of many saved at once one is active', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, n) => write('wiz', `${n}`)));
    expect((await versions('wiz')).filter(({ active }) => active)).toHaveLength(1);
  });

  test.each([
    [{ connector: 'wiz', expression: '{"a":' }, 'invalid'],
    [{ connector: 'wiz', expression: ' ' }, 'invalid'],
    [{ connector: 'jamf', expression: '1' }, 'not_found'],
  ])('refuses %j', async (input, code) => {
    await expect(saveMapping({ ctx: ctx(), input })).rejects.toMatchObject({ code });
  });

  test.each(['shipped:jamf', 'x', newId()])('activates no %s', async (id) => {
    await expect(activateMapping({ ctx: ctx(), input: { id } })).rejects.toMatchObject({ code: 'not_found' });
  });

  test.each(['lead', 'analyst', 'viewer'] as const)('a %s reads and does not write', async (role) => {
    const as = ctx(person(role));
    expect((await listMappings({ ctx: as, input: { connector: 'wiz' } })).items).toHaveLength(1);
    const forbidden = { code: 'forbidden' };
    await expect(saveMapping({ ctx: as, input: { connector: 'wiz', expression: '1' } })).rejects.toMatchObject(
      forbidden,
    );
    await expect(activateMapping({ ctx: as, input: { id: 'shipped:wiz' } })).rejects.toMatchObject(forbidden);
    const input = { connector: 'wiz', expression: '1', body: '{}' };
    await expect(previewMapping({ ctx: as, input })).rejects.toMatchObject(forbidden);
  });
});

describe('preview', () => {
  const tryOut = (input: object) =>
    previewMapping({ ctx: ctx(), input: { connector: 'wiz', expression: WIZ_MAPPING, ...input } });

  test('of a stored delivery', async () => {
    const raw = Buffer.from(JSON.stringify(WIZ_ISSUE));
    const vendor: Actor = { kind: 'vendor', id: 'wiz', name: 'Wiz' };
    const input = { connectorId: 'wiz', vendor: 'wiz', raw, receivedAt: NOW };
    const { deliveryId } = await acceptDelivery({ ctx: ctx(vendor), input });
    expect(await tryOut({ deliveryId })).toMatchObject({ ok: true, mapped: { objectKey: WIZ_ISSUE.issue.id } });
    await expect(tryOut({ deliveryId: newId() })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('shows what was made also where no case can be made of it', async () => {
    expect(await tryOut({ expression: '{"title": title}', body: '{"title": "x"}' })).toMatchObject({
      ok: false,
      reason: expect.stringContaining('severity is missing'),
      mapped: { title: 'x' },
    });
    expect(await tryOut({ expression: 'nowhere', body: '{}' })).toMatchObject({
      ok: false,
      reason: 'The expression gives nothing for this body.',
    });
  });

  test('a body that no hook would take is refused by its pointer, however deep it is', async () => {
    for (const body of ['['.repeat(5_000) + ']'.repeat(5_000), '{'])
      await expect(tryOut({ body })).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer: '/body' }] });
  });

  test.each([[{}], [{ body: '{}', deliveryId: newId() }], [{ body: '{' }]])('refuses %j', async (input) => {
    await expect(tryOut(input)).rejects.toMatchObject({ code: 'invalid' });
  });
});
