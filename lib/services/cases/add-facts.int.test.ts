import { expect, test } from 'vitest';
import { automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { rowOf, traceOf } from '../testing/reads.ts';
import { addFacts, type CaseFacts } from './add-facts.ts';
import { openCase } from './open.ts';

const floor = testFloor();
const robot = () => ctxOf(floor.db, automation());
const nothing: CaseFacts = { customFields: {}, tags: [], links: [], section: null, observables: [] };
const add = (key: string, facts: Partial<CaseFacts>) =>
  addFacts({ ctx: robot(), input: { key, facts: { ...nothing, ...facts }, origin: 'wiz-api' } });
const open = async (tags: string[] = []) =>
  (await openCase({ ctx: robot(), input: { fields: { title: 'A case', severity: 'low', tags } } })).key;

test('what Postgres cannot store is replaced, not fatal', async () => {
  const key = await open();
  await add(key, {
    customFields: { resource: 'vm\0', region: 'eu\ud83d' },
    tags: ['a\0b'],
    links: [{ title: 'Console \ud83d', url: 'https://console.example/1' }],
    section: 'Notes \0',
    observables: [{ type: 'command_line', value: 'echo \0', role: 'implicated' }],
  });
  expect(await rowOf(floor.db, key)).toMatchObject({
    customFields: { resource: 'vm\ufffd', region: 'eu\ufffd' },
    tags: ['a\ufffdb'],
    description: 'Notes \ufffd',
    observableCount: 1,
  });
});

test('tags and links are added once, and no more of them than can be edited', async () => {
  const key = await open(['first']);
  const link = { title: 'Console', url: 'https://console.example/1' };
  await add(key, {
    tags: ['twice', 'twice', 'first', ...Array.from({ length: 80 }, (_, n) => `tag ${n}`)],
    links: [link, { ...link, title: 'The same' }],
  });
  const { tags, links } = await rowOf(floor.db, key);
  expect(tags).toHaveLength(64);
  expect(tags.slice(0, 3)).toEqual(['first', 'twice', 'tag 0']);
  expect(links).toEqual([link]);
  const before = await traceOf(floor.db, key);
  expect(await add(key, { tags: ['twice'], links: [link] })).toEqual([]);
  expect(await traceOf(floor.db, key)).toEqual(before);
});
