import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { caseMilestones } from '../../db/schema/index.ts';
import { automation, ctxOf, member, testFloor } from '../testing/fixtures.ts';
import { rowOf, traceOf } from '../testing/reads.ts';
import { addFacts, type CaseFacts } from './add-facts.ts';
import { openCase } from './open.ts';
import { transitionCase } from './transition.ts';

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

test('a fact that names the subject of the case takes nothing back of what came with it', async () => {
  const key = await open();
  const observables = [{ type: 'user', value: 'sam.till@example.com' }] as const;
  await add(key, { observables: [...observables] });
  // He joins later: the case has the observable already.
  const sam = await member(floor.db, { name: 'Sam', email: 'sam.till@example.com' });
  await add(key, { customFields: { rule: 'till-17' }, observables: [...observables] });
  expect(await rowOf(floor.db, key)).toMatchObject({
    ...{ version: 2, fieldVersions: { 'customFields.rule': 2 }, customFields: { rule: 'till-17' } },
    ...{ subjectMemberId: sam.id, observableCount: 1 },
  });
});

test('the figures know at once by which rule a case was found', async () => {
  const key = await open();
  const to = { state: 'resolved', verdict: 'false_positive', summary: 'No.' } as const;
  await transitionCase({ ctx: robot(), input: { key, to } });
  await add(key, { customFields: { rule: 'till-17' } });
  const { id } = await rowOf(floor.db, key);
  const [milestone] = await floor.db
    .select({ rule: caseMilestones.rule })
    .from(caseMilestones)
    .where(and(eq(caseMilestones.caseId, id), eq(caseMilestones.kind, 'resolved')));
  expect(milestone).toEqual({ rule: 'till-17' });
});
