import { beforeAll, expect, test } from 'vitest';
import { after, apiKey, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { countCases } from './counts.ts';
import { caseFacets } from './facets.ts';
import { listCases } from './list.ts';
import { openCase } from './open.ts';
import { transitionCase } from './transition.ts';

const floor = testFloor();
const ann = (seconds = 0) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));
const facets = (input: object, ctx = ann()) => caseFacets({ ctx, input });
const counts = async (name: string, input: object, ctx = ann()) =>
  Object.fromEntries((await facets(input, ctx))[name as 'tag'].values.map(({ value, count }) => [value, count]));

beforeAll(async () => {
  const ctx = ctxOf(floor.db, automation());
  const open = async (fields: object) =>
    (await openCase({ ctx, input: { fields: { title: 'Case', severity: 'low', ...fields } } })).key;
  await open({ severity: 'critical', category: 'Cloud', tags: ['pci', 'eu'], store: 'rome-1', vip: true });
  await open({ severity: 'critical', category: 'Email', tags: ['eu'], assignee: floor.people.analyst.id });
  await open({ severity: 'low', category: 'Email', title: 'Phishing of the staff' });
  await open({ severity: 'high', category: 'Email', restricted: true });
  const done = await open({ severity: 'low', category: 'Data' });
  const to = { state: 'closed', verdict: 'duplicate' as const, summary: 'Twice.' };
  await transitionCase({ ctx: ann(), input: { key: done, to } });
});

test('each filter’s values with what they would leave', async () => {
  const all = await facets({ open: 'true' });
  expect(all).toMatchObject({
    severity: {
      values: [
        { value: 'critical', count: 2 },
        { value: 'low', count: 1 },
      ],
      capped: false,
    },
    category: {
      values: [
        { value: 'Email', count: 2 },
        { value: 'Cloud', count: 1 },
      ],
    },
    tag: {
      values: [
        { value: 'eu', count: 2 },
        { value: 'pci', count: 1 },
      ],
    },
    store: {
      values: [
        { value: 'none', count: 2 },
        { value: 'rome-1', count: 1 },
      ],
    },
    assignee: {
      values: [
        { value: 'none', count: 2 },
        { value: floor.people.analyst.id, count: 1 },
      ],
    },
    vip: {
      values: [
        { value: 'false', count: 2 },
        { value: 'true', count: 1 },
      ],
    },
    sla: { values: [] },
  });
  expect(await counts('verdict', {})).toEqual({ duplicate: 1 });
  expect(await counts('sla', {}, ann(16 * 60))).toEqual({ breached: 2 });
});

test('a filter that is set is counted without itself, the others within it', async () => {
  expect(await counts('severity', { severity: 'low' })).toEqual({ critical: 2, low: 2 });
  expect(await counts('category', { severity: 'low' })).toEqual({ Email: 1, Data: 1 });
  expect(await counts('category', { q: 'phishing' })).toEqual({ Email: 1 });
});

test('what may not be seen is not counted', async () => {
  expect(await counts('severity', {})).not.toHaveProperty('high');
  expect(await counts('severity', {}, ctxOf(floor.db, apiKey('lead')))).toMatchObject({ high: 1 });
});

test('the shipped views count restricted cases for who may see them', async () => {
  expect(await countCases({ ctx: ann() })).toMatchObject({ all: 3, unassigned: 2, myOpen: 1 });
  expect(await countCases({ ctx: ctxOf(floor.db, as(floor.people.lead)) })).toMatchObject({ all: 4, unassigned: 3 });
  expect(await countCases({ ctx: ctxOf(floor.db, apiKey('viewer')) })).toMatchObject({ all: 3, myOpen: 0 });
});

test('every count is the length of the list that its filter gives', async () => {
  const all = await facets({});
  for (const [name, { values }] of Object.entries(all))
    for (const { value, count } of values) {
      const list = await listCases({ ctx: ann(), input: { [name]: value } });
      expect(list.count.value, `${name}=${value}`).toBe(count);
    }
});
