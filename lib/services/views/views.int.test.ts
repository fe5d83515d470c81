import { expect, test } from 'vitest';
import { openCase } from '../cases/open.ts';
import { after, apiKey, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { createView } from './create.ts';
import { listViews } from './list.ts';
import { removeView } from './remove.ts';
import { updateView } from './update.ts';

const floor = testFloor();
const of = (name: 'admin' | 'lead' | 'analyst' | 'colleague' | 'viewer', seconds = 0) =>
  ctxOf(floor.db, as(floor.people[name]), after(seconds));
const save = (fields: object, ctx = of('analyst')) => createView({ ctx, input: fields });
const names = async (ctx = of('analyst')) => (await listViews({ ctx, input: {} })).items.map(({ name }) => name);

test('a view is its owner’s until it is shared; a lead manages shared ones', async () => {
  const own = await save({ name: 'My tills', query: 'tag=till' });
  expect(own).toMatchObject({ shared: false, mine: true, owner: { name: 'Ann' }, count: { value: 0, capped: false } });
  expect(await names()).toContain('My tills');
  expect(await names(of('lead'))).not.toContain('My tills');
  const change = (patch: object, ctx: ReturnType<typeof of>) => updateView({ ctx, input: { id: own.id, patch } });
  await expect(change({ name: 'X' }, of('lead'))).rejects.toMatchObject({ code: 'not_found' });
  await change({ shared: true }, of('analyst'));
  expect((await listViews({ ctx: of('colleague'), input: {} })).items).toMatchObject([
    { name: 'My tills', mine: false },
  ]);
  await expect(change({ name: 'X' }, of('colleague'))).rejects.toMatchObject({ code: 'forbidden' });
  expect(await change({ name: 'Tills' }, of('lead'))).toMatchObject({ name: 'Tills', owner: { name: 'Ann' } });
  await removeView({ ctx: of('lead'), input: { id: own.id } });
  expect(await names()).toEqual([]);
});

test('counts are those of the reader, and live', async () => {
  const robot = ctxOf(floor.db, automation());
  const open = (fields: object) =>
    openCase({ ctx: robot, input: { fields: { title: 'T', severity: 'critical', tags: ['counted'], ...fields } } });
  await open({});
  await open({ restricted: true });
  await open({ assignee: floor.people.analyst.id });
  const all = await save({ name: 'Counted', query: 'tag=counted&sort=-created', shared: true });
  await save({ name: 'Counted mine', query: 'tag=counted&assignee=me', shared: true });
  expect(all.count).toEqual({ value: 2, capped: false });
  const counts = async (ctx = of('analyst')) =>
    Object.fromEntries((await listViews({ ctx, input: {} })).items.map(({ name, count }) => [name, count?.value]));
  expect(await counts()).toMatchObject({ Counted: 2, 'Counted mine': 1 });
  expect(await counts(of('lead'))).toMatchObject({ Counted: 3, 'Counted mine': 0 });
});

test('a view whose member is gone says nothing, and the others still count', async () => {
  await save({ name: 'Broken', query: 'assignee=nobody@retail.example' });
  const { items } = await listViews({ ctx: of('analyst'), input: {} });
  expect(items.find(({ name }) => name === 'Broken')).toMatchObject({ count: null });
});

test.each([
  [{ name: '', query: '' }, '/name'],
  [{ name: 'A', query: 'colour=red' }, '/query'],
  [{ name: 'A', query: 'sort=colour' }, '/query'],
  [{ name: 'A', query: 'severity=urgent' }, '/severity/0'],
  [{ name: 'A', query: '', owner: 'x' }, '/owner'],
])('%j is refused by its pointer', async (fields, pointer) => {
  await expect(save(fields)).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer }] });
});

test('one name once: two at the same time, and in another case', async () => {
  const both = await Promise.allSettled([
    save({ name: 'Twice', query: '', shared: true }),
    save({ name: 'TWICE', query: '', shared: true }, of('lead')),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  await expect(save({ name: 'twice', query: '', shared: true })).rejects.toMatchObject({ code: 'conflict' });
  expect(await save({ name: 'Twice', query: '' })).toMatchObject({ shared: false });
});

test('a viewer keeps views and shares none; a key shares and keeps none', async () => {
  expect(await save({ name: 'Of Vera', query: '' }, of('viewer'))).toMatchObject({ mine: true });
  await expect(save({ name: 'B', query: '', shared: true }, of('viewer'))).rejects.toMatchObject({ code: 'forbidden' });
  const key = ctxOf(floor.db, apiKey('analyst'));
  await expect(save({ name: 'C', query: '' }, key)).rejects.toMatchObject({ errors: [{ pointer: '/shared' }] });
  const shared = await save({ name: 'Of a key', query: '', shared: true }, key);
  expect(shared).toMatchObject({ owner: null, mine: false });
  await expect(
    updateView({ ctx: of('lead'), input: { id: shared.id, patch: { shared: false } } }),
  ).rejects.toMatchObject({ errors: [{ pointer: '/shared' }] });
});
