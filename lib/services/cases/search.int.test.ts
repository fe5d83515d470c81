import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { cases } from '../../db/schema/index.ts';
import { as, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { caseFacets } from './facets.ts';
import { listCases } from './list.ts';
import { openCase } from './open.ts';
import { SEARCH_CAP } from './search.ts';

const floor = testFloor();
const ann = () => ctxOf(floor.db, as(floor.people.analyst));
const list = (input: Record<string, unknown>) => listCases({ ctx: ann(), input });
const HOT = '203.0.113.99';
const EXTRA = 30;

/** The oldest case, which stands behind more than a search takes, all of the same words and the same indicator. */
let oldest: string;

beforeAll(async () => {
  const fields = { title: 'Common words', severity: 'critical' as const, tags: ['old'], observables: [{ value: HOT }] };
  oldest = (await openCase({ ctx: ann(), input: { fields } })).key;
  const began = Date.now() + 1_000;
  const rows = Array.from({ length: SEARCH_CAP + EXTRA }, (_, n) => ({
    id: newId(began + n),
    title: `Common words ${n}`,
    severity: 'low' as const,
    severityRank: 1,
    state: 'triage' as const,
    stage: 'new' as const,
    queue: 'triage',
    startedAt: NOW,
    createdAt: NOW,
    updatedAt: new Date(NOW.getTime() + n),
    createdBy: { kind: 'system' as const, id: 'system', name: 'Watchfloor' },
  }));
  for (let at = 0; at < rows.length; at += 500) await floor.db.insert(cases).values(rows.slice(at, at + 500));
  await floor.db.execute(sql`
    insert into case_observables (case_id, observable_id, role, added_by, first_seen)
    select c.id, o.id, 'related', '{}', ${NOW.toISOString()}::timestamptz from cases c cross join observables o on conflict do nothing`);
  await floor.db.execute(sql`analyze`);
});

async function walk(query: Record<string, unknown>): Promise<string[]> {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ ...query, limit: 200, cursor });
    keys.push(...page.items.map((item) => item.key));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return keys;
}

test.each([{ q: 'common WORDS' }, { q: HOT }, { observable: HOT }])(
  '%j lists the newest that fit, in the order asked for, and says that there are more',
  async (query) => {
    expect((await list(query)).count).toEqual({ value: SEARCH_CAP, capped: true });
    const numbers = (await walk({ ...query, sort: 'updated' })).map((key) => Number(key.slice('CASE-'.length)));
    expect(numbers).toHaveLength(SEARCH_CAP);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(numbers[0]).toBe(Number(oldest.slice('CASE-'.length)) + EXTRA + 1);
  },
);

test.each([
  { q: 'common', severity: 'critical' },
  { q: HOT, tag: 'old' },
  { observable: HOT, severity: 'critical' },
  { observable: HOT, q: 'words', tag: 'old' },
  { observable: HOT, q: HOT, tag: 'old' },
])('%j finds the oldest behind them all: filters come before the cap', async (query) => {
  const page = await list(query);
  expect(page.items.map((item) => item.key)).toEqual([oldest]);
  expect(page.count).toEqual({ value: 1, capped: false });
});

test('what nobody wrote is found nowhere', async () => {
  for (const query of [{ q: 'nonesuch' }, { observable: '198.51.100.1' }, { q: 'common', observable: '198.51.100.1' }])
    expect((await list(query)).count).toEqual({ value: 0, capped: false });
});

test.each([
  ['the last word as far as it is typed', 'reverse sh', true],
  ['all words', 'shell frontend', true],
  ['a part of a name with hyphens', 'shop', true],
  ['punctuation is no operator', "shell & (frontend | 'sho", true],
  ['an earlier word that is not whole', 'rev shell', false],
  ['with a minus: not that word', 'shell -reverse', false],
  ['with quotes: the words in that order', '"reverse shell"', true],
  ['with quotes in another order', '"shell reverse"', false],
])('%s', async (_, q, found) => {
  const fields = { title: 'Reverse shell from shop-frontend-7', severity: 'high' as const };
  const { key } = await openCase({ ctx: ann(), input: { fields } });
  const { items } = await list({ q });
  expect(items.some((item) => item.key === key)).toBe(found);
});

test('facets of a search that stopped at its newest hits say so', async () => {
  const facets = (input: object) => caseFacets({ ctx: ann(), input });
  const all = await facets({ q: 'common words' });
  expect(all.severity).toEqual({ values: [{ value: 'low', count: SEARCH_CAP }], capped: true });
  const one = await facets({ q: 'common words', tag: 'old' });
  expect(one.severity).toEqual({ values: [{ value: 'critical', count: 1 }], capped: false });
  expect(one.tag.capped, 'counted without the tag').toBe(true);
});
