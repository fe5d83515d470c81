import { describe, expect, test } from 'vitest';
import { openCase } from '../cases/open.ts';
import { updateCase } from '../cases/update.ts';
import { apiKey, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { auditOf } from '../testing/reads.ts';
import { createStore } from './create.ts';
import { listStores } from './list.ts';
import { updateStore } from './update.ts';

const floor = testFloor();
const admin = () => ctxOf(floor.db, as(floor.people.admin));
const add = (input: unknown) => createStore({ ctx: admin(), input });
const change = (key: string, patch: unknown) => updateStore({ ctx: admin(), input: { key, patch } });
const storeOf = async (store: string, ctx = ctxOf(floor.db, apiKey('analyst'))) =>
  (await openCase({ ctx, input: { fields: { title: 'T', severity: 'low', store } } })).store;

test('a store has a key of its name, normal networks, and traces of its changes', async () => {
  const networks = ['10.1.2.3/24'];
  const made = await add({ name: 'Rome Termini', timeZone: 'Europe/Rome', networks });
  expect(made).toMatchObject({ key: 'rome-termini', networks: ['10.1.2.0/24'], retired: false });
  await change('rome-termini', { name: 'Roma Termini' });
  await change('rome-termini', { name: 'Roma Termini' });
  expect(await auditOf(floor.db, 'rome-termini')).toMatchObject([
    { action: 'store.create', diff: { name: { from: null, to: 'Rome Termini' } } },
    { action: 'store.update', diff: { name: { from: 'Rome Termini', to: 'Roma Termini' } } },
  ]);
});

describe('conflicts', () => {
  test('of the name, the key and a network', async () => {
    await add({ name: 'Milan', timeZone: 'Europe/Rome', networks: ['10.9.0.0/16', '10.8.0.0/16'] });
    const more = { timeZone: 'Europe/Rome' };
    await expect(add({ ...more, name: 'MILAN', key: 'milan-2' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(add({ ...more, name: 'Other', key: 'milan' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(add({ ...more, name: 'Pisa', networks: ['10.9.4.0/16'] })).rejects.toThrow(
      '10.9.0.0/16 belongs to the store Milan. Take it off there first.',
    );
    await expect(add({ ...more, name: 'Pisa', networks: ['10.9.4.0/24'] })).resolves.toBeDefined();
    await expect(change('milan', { networks: ['10.9.0.0/16'] })).resolves.toMatchObject({ networks: ['10.9.0.0/16'] });
    await expect(change('pisa', { networks: ['10.8.0.0/16'] })).resolves.toBeDefined();
    await expect(change('nowhere', { name: 'X' })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('two of one name at once: one stays', async () => {
    const input = { name: 'Turin', timeZone: 'Europe/Rome' };
    const done = await Promise.allSettled([add(input), add(input), add({ ...input, key: 'turin-2' })]);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

test('a case names its store by key or by name; an unknown place is kept as it is', async () => {
  await add({ key: 'na-1', name: 'Naples', timeZone: 'Europe/Rome' });
  expect(await storeOf('NA-1')).toBe('na-1');
  expect(await storeOf('naples')).toBe('na-1');
  expect(await storeOf('Warehouse 9')).toBe('Warehouse 9');
});

test('a retired store is kept by its cases and refused to new ones, but not to a vendor’s event', async () => {
  await add({ key: 'old', name: 'Old', timeZone: 'Europe/Rome' });
  const ctx = ctxOf(floor.db, apiKey('analyst'));
  const { key } = await openCase({ ctx, input: { fields: { title: 'T', severity: 'low', store: 'old' } } });
  await change('old', { retired: true });
  await expect(storeOf('Old')).rejects.toMatchObject({ errors: [{ pointer: '/store' }] });
  expect(await storeOf('Old', ctxOf(floor.db, automation()))).toBe('old');
  expect(await updateCase({ ctx, input: { key, patch: { store: 'old', title: 'New' } } })).toMatchObject({
    store: 'old',
  });
  await change('old', { retired: false });
  expect(await storeOf('Old')).toBe('old');
});

test('the list is paged by name and searched, whatever is in the words', async () => {
  for (const n of ['a', 'b', 'c', 'd', 'e']) await add({ name: `Page ${n} 100%`, timeZone: 'Europe/Rome' });
  const names: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await listStores({ ctx: admin(), input: { q: '100%', limit: '2', ...(cursor && { cursor }) } });
    expect(page.count).toEqual({ value: 5, capped: false });
    names.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor;
  } while (cursor);
  expect(names).toEqual(['a', 'b', 'c', 'd', 'e'].map((n) => `Page ${n} 100%`));
  expect((await listStores({ ctx: admin(), input: { q: '_' } })).items).toEqual([]);
  const retired = await listStores({ ctx: admin(), input: { retired: 'true' } });
  expect(retired.items).toEqual([]);
});
