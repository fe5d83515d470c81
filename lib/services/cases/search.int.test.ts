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
  ['CVE-2026-2332', 'cve-2026-2332'],
  ['CVE-2026-2332', 'CVE 2026'],
  ['Login to srv-7.corp.local failed', 'srv-7.corp.local'],
  ['Login to srv-7.corp.local failed', 'corp'],
  ['Login to srv-7.corp.local failed', '"corp.local failed"'],
  ['Ran C:\\Users\\ann\\run_me.exe', 'run_me.exe'],
  ['Reached 203.0.113.77/login?next=x', '203.0.113.77/login'],
  ['Version 10.4.1-rc2 of libfoo', '10.4.1-rc2'],
  ['Müßig in Köln', 'köln'],
  ['Mail from ann@shop.example', 'ann@shop'],
])('%j is found by %j, and the place is shown', async (title, q) => {
  const { key } = await openCase({ ctx: ann(), input: { fields: { title, severity: 'low' } } });
  const { items } = await list({ q });
  const found = items.find((item) => item.key === key);
  expect(found?.hit?.place).toBe('title');
  expect(found?.hit?.parts.some((part) => part.found)).toBe(true);
});

test('what was written long ago is found behind the newest weeks', async () => {
  const year = 365 * 86_400_000;
  const { rows } = await floor.db.execute<{ id: string }>(
    sql`select id from cases where number = ${Number(oldest.slice(5))}`,
  );
  const old = [1, 2].map((years) => ({ id: idOf(Date.now() - years * year), title: `Anciently written ${years}` }));
  for (const one of old)
    await floor.db.execute(sql`
      insert into cases (id, title, severity, severity_rank, state, stage, queue, started_at, created_by, created_at, updated_at)
      select ${one.id}::uuid, ${one.title}, severity, severity_rank, state, stage, queue, started_at, created_by, created_at, updated_at
      from cases where id = ${rows[0]!.id}::uuid`);
  const { items } = await list({ q: 'anciently' });
  expect(items.map((item) => item.title).toSorted()).toEqual(old.map(({ title }) => title));
});

const idOf = (time: number) => {
  const hex = time.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};

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
