import { describe, expect, test } from 'vitest';
import type { CustomFields } from '../../domain/case.ts';
import { createCustomField } from '../custom-fields/create.ts';
import { as, ctxOf, testFloor } from '../testing/fixtures.ts';
import { rowOf, timelineOf } from '../testing/reads.ts';
import { addFacts } from './add-facts.ts';
import { getCase } from './get.ts';
import { mergeCase } from './merge.ts';
import { openCase } from './open.ts';
import { unmergeCase } from './unmerge.ts';
import { updateCase } from './update.ts';

const floor = testFloor();
const ann = () => ctxOf(floor.db, as(floor.people.analyst));
const open = async (customFields: CustomFields = { region: 'eu', team: 'red' }) =>
  (await openCase({ ctx: ann(), input: { fields: { title: 'Case', severity: 'medium', customFields } } })).key;
const set = (key: string, customFields: CustomFields, ifMatch?: number) =>
  updateCase({ ctx: ann(), input: { key, patch: { customFields }, ifMatch } });
const fieldsOf = async (key: string) => (await getCase({ ctx: ann(), input: { key } })).customFields;

describe('two who edit custom fields from one version', () => {
  test('both keep what they set, where the fields differ', async () => {
    const key = await open();
    await set(key, { region: 'us', team: 'red' }, 1);
    expect(await set(key, { region: 'eu', team: 'blue' }, 1)).toMatchObject({
      customFields: { region: 'us', team: 'blue' },
      version: 3,
    });
    expect((await rowOf(floor.db, key)).fieldVersions).toEqual({ 'customFields.region': 2, 'customFields.team': 3 });
  });

  test('are asked where they set the same one otherwise, and told which', async () => {
    const key = await open();
    await set(key, { region: 'us', team: 'red', more: 1 }, 1);
    await expect(set(key, { region: 'af', team: 'blue' }, 1)).rejects.toMatchObject({
      code: 'stale',
      message: expect.stringContaining('customFields.region.'),
      errors: [{ pointer: '/customFields/region' }],
      current: { customFields: { region: 'us', team: 'red', more: 1 }, version: 2 },
    });
    expect(await fieldsOf(key)).toEqual({ region: 'us', team: 'red', more: 1 });
  });

  test('agree where they set the same to the same', async () => {
    const key = await open();
    await set(key, { region: 'us', team: 'red' }, 1);
    expect(await set(key, { region: 'us', team: 'blue' }, 1)).toMatchObject({
      customFields: { region: 'us', team: 'blue' },
    });
  });

  test('clash where one empties what the other sets, and in no other field', async () => {
    const key = await open();
    await set(key, { region: null, team: 'red' }, 1);
    await expect(set(key, { region: 'us', team: 'red' }, 1)).rejects.toMatchObject({
      errors: [{ pointer: '/customFields/region' }],
    });
    expect(await set(key, { region: 'eu', team: 'blue' }, 1)).toMatchObject({ customFields: { team: 'blue' } });
    expect(await fieldsOf(key)).toEqual({ team: 'blue' });
  });

  test('keep their changes over many versions, whatever the keys are called', async () => {
    const key = await open({ 'a/b~c': 1, constructor: 'x', n: 0 });
    for (let n = 1; n <= 4; n += 1) await set(key, { 'a/b~c': 1, constructor: 'x', n }, n);
    await expect(set(key, { 'a/b~c': 1, constructor: 'x', n: 9 }, 3)).rejects.toMatchObject({
      errors: [{ pointer: '/customFields/n' }],
    });
    expect((await set(key, { 'a/b~c': 2, constructor: 'y', n: 2 }, 3)).customFields).toEqual({
      'a/b~c': 2,
      constructor: 'y',
      n: 4,
    });
    await expect(set(key, { 'a/b~c': 3, constructor: 'y', n: 4 }, 3)).rejects.toMatchObject({
      errors: [{ pointer: '/customFields/a~1b~0c' }],
    });
  });

  test('another field of the patch that is stale refuses the whole', async () => {
    const key = await open();
    await updateCase({
      ctx: ann(),
      input: { key, patch: { title: 'Theirs', customFields: { region: 'us' } }, ifMatch: 1 },
    });
    const mine = { title: 'Mine', customFields: { region: 'af', team: 'red' } };
    await expect(updateCase({ ctx: ann(), input: { key, patch: mine, ifMatch: 1 } })).rejects.toMatchObject({
      errors: [{ pointer: '/title' }, { pointer: '/customFields/region' }],
    });
  });
});

test('races: everybody sets a field of his own and all land; of those who set one, each but the first is told', async () => {
  const key = await open({});
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  await Promise.all(names.map((name) => set(key, { [name]: name }, 1)));
  expect(await fieldsOf(key)).toEqual(Object.fromEntries(names.map((name) => [name, name])));
  const { version } = await rowOf(floor.db, key);
  expect(version).toBe(1 + names.length);

  const before = await fieldsOf(key);
  const results = await Promise.allSettled(names.map((name) => set(key, { ...before, a: `by ${name}` }, version)));
  const [won, lost] = [
    results.filter((one) => one.status === 'fulfilled'),
    results.filter((one) => one.status === 'rejected'),
  ];
  expect(won).toHaveLength(1);
  for (const { reason } of lost) expect(reason).toMatchObject({ errors: [{ pointer: '/customFields/a' }] });
  expect(await fieldsOf(key)).toEqual({ ...before, a: won[0]!.value.customFields.a });
});

test('what a vendor’s facts or a merge brought meanwhile stays beside one’s own', async () => {
  const key = await open();
  const facts = { customFields: { owner: 'shop' }, tags: [], links: [], section: null, observables: [] };
  await addFacts({ ctx: ann(), input: { key, facts, origin: 'wiz-api' } });
  expect(await set(key, { region: 'us', team: 'red' }, 1)).toMatchObject({
    customFields: { region: 'us', team: 'red', owner: 'shop' },
  });
  const { version } = await rowOf(floor.db, key);
  const source = await open({ extra: 7 });
  await mergeCase({ ctx: ann(), input: { key: source, into: key } });
  const own = { region: 'af', team: 'red', owner: 'shop' };
  expect((await set(key, own, version)).customFields).toEqual({ ...own, extra: 7 });
  const merged = (await rowOf(floor.db, key)).version;
  await unmergeCase({ ctx: ann(), input: { key: source } });
  expect((await set(key, { ...own, team: 'blue', extra: 7 }, merged)).customFields).toEqual({ ...own, team: 'blue' });
});

test('what a patch does not name stays, null empties a field, and the timeline names what was changed', async () => {
  const input = { key: 'region', label: 'Business unit', type: 'text' };
  await createCustomField({ ctx: ctxOf(floor.db, as(floor.people.admin)), input });
  const key = await open();
  expect((await set(key, { region: 'us', more: 1 })).customFields).toEqual({ region: 'us', team: 'red', more: 1 });
  expect((await set(key, { team: null, none: null })).customFields).toEqual({ region: 'us', more: 1 });
  expect((await set(key, {})).version).toBe(3);
  const summaries = (await timelineOf(floor.db, key)).map(({ summary }) => summary);
  expect(summaries.slice(-2)).toEqual(['Changed Business unit, more', 'Changed team']);
});
