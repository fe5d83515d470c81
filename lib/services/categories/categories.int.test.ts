import { expect, test } from 'vitest';
import { CATEGORIES } from '../../domain/case.ts';
import { openCase } from '../cases/open.ts';
import { apiKey, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { createCategory } from './create.ts';
import { listCategories } from './list.ts';
import { updateCategory } from './update.ts';

const floor = testFloor();
const admin = () => ctxOf(floor.db, as(floor.people.admin));
const add = (input: unknown) => createCategory({ ctx: admin(), input });
const change = (key: string, patch: unknown) => updateCategory({ ctx: admin(), input: { key, patch } });
const categoryOf = async (category: string, ctx = ctxOf(floor.db, apiKey('analyst'))) =>
  (await openCase({ ctx, input: { fields: { title: 'T', severity: 'low', category } } })).category;

test('a new installation has the shipped categories; a new one comes last', async () => {
  const { items } = await listCategories({ ctx: admin() });
  expect(items.map(({ key }) => key)).toEqual([...CATEGORIES]);
  await add({ name: 'Gift cards' });
  expect((await listCategories({ ctx: admin() })).items.at(-1)).toMatchObject({ key: 'Gift cards', shipped: false });
});

test('a renamed category keeps its key, on old cases and on new ones', async () => {
  await change('Email', { name: 'Phishing & mail' });
  expect(await categoryOf('phishing & mail')).toBe('Email');
  expect(await categoryOf('email')).toBe('Email');
  expect(await categoryOf('A vendor’s own')).toBe('A vendor’s own');
});

test('a retired one is refused to people and programs, not to a vendor’s event', async () => {
  await change('Network', { retired: true });
  await expect(categoryOf('Network')).rejects.toMatchObject({ errors: [{ pointer: '/category' }] });
  expect(await categoryOf('Network', ctxOf(floor.db, automation()))).toBe('Network');
  await change('Network', { retired: false });
  expect(await categoryOf('Network')).toBe('Network');
});

test('what is refused', async () => {
  await expect(add({ name: 'CLOUD' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(change('Data', { name: 'Cloud' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(change('Other', { retired: true })).rejects.toMatchObject({ code: 'conflict' });
  await expect(change('Nothing', { name: 'X' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(change('Data', {})).rejects.toMatchObject({ code: 'invalid' });
});
