import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { allowList } from '../../db/schema/index.ts';
import type { CaseInput } from '../../domain/case.ts';
import { HOT } from '../../domain/related.ts';
import { detachFromCase } from '../cases/detach.ts';
import { exportCase } from '../cases/export.ts';
import { mergeCase } from '../cases/merge.ts';
import { openCase } from '../cases/open.ts';
import { listCaseObservables, listTimeline } from '../cases/streams.ts';
import { updateCase } from '../cases/update.ts';
import { after, as, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { kindsOf, timelineOf } from '../testing/reads.ts';
import { getRelated } from './get.ts';
import { linkCases, unlinkCases } from './link.ts';

const floor = testFloor();
const ann = () => ctxOf(floor.db, as(floor.people.analyst), after(60));
const lead = () => ctxOf(floor.db, as(floor.people.lead), after(60));
const open = async (values: string[], more: Partial<CaseInput> = {}, ctx = lead()) => {
  const observables = values.map((value) => ({ value }));
  return (await openCase({ ctx, input: { fields: { title: 'Case', severity: 'low', observables, ...more } } })).key;
};
const related = (key: string, ctx = ann()) => getRelated({ ctx, input: { key } });

test('cases are ranked by how rare what they share is; our own and restricted ones do not count', async () => {
  await floor.db.insert(allowList).values({ id: newId(), kind: 'cidr', value: '192.0.2.0/24', createdAt: NOW });
  const [common, rare, own, secret] = ['203.0.113.1', '203.0.113.2', '192.0.2.1', '203.0.113.3'];
  const key = await open([common!, rare!, own!, secret!]);
  const byCommon = await open([common!, own!]);
  const byRare = await open([rare!]);
  const byBoth = await open([common!, rare!]);
  for (let n = 0; n < 5; n += 1) await open([common!]);
  const hidden = await open([secret!, rare!], { restricted: true });
  await open([own!]);

  const { similar } = await related(key);
  expect(similar.slice(0, 2).map((one) => one.key)).toEqual([byBoth, byRare]);
  expect(similar.map((one) => one.key)).toContain(byCommon);
  expect(similar).toHaveLength(8);
  expect(similar[0]).toMatchObject({
    more: 0,
    shared: [
      { defanged: '203[.]0[.]113[.]2', caseCount: 3 },
      { defanged: '203[.]0[.]113[.]1', caseCount: 8 },
    ],
  });
  expect(similar.flatMap((one) => one.shared.map((shared) => shared.defanged))).not.toContain('192[.]0[.]2[.]1');
  expect((await related(key, lead())).similar.map((one) => one.key)).toContain(hidden);
});

test('what too many cases hold says nothing, and is only counted', async () => {
  const key = await open(['203.0.113.50', '203.0.113.51']);
  const other = await open(['203.0.113.51']);
  await floor.db.execute(sql`
    with made as (
      insert into cases (id, title, severity, severity_rank, state, stage, queue, started_at, created_by, created_at, updated_at)
      select gen_random_uuid(), 't', 'low', 1, 'new', 'new', 'triage', now(), '{}', now(), now()
      from generate_series(1, ${HOT}) returning id)
    insert into case_observables (case_id, observable_id, role, added_by, first_seen)
    select made.id, observables.id, 'related', '{}', now() from made, observables where value = '203.0.113.50'`);
  const { similar, common } = await related(key);
  expect(similar.map((one) => one.key)).toEqual([other]);
  expect(common).toBe(1);
});

test('two cases are linked once, both say so, and the link is taken away from either side', async () => {
  const [a, b] = [await open([]), await open([])];
  const link = (from: string, to: string) =>
    linkCases({ ctx: ann(), input: { key: from, link: { key: to, note: 'One burglar.' } } });
  const raced = await Promise.allSettled([link(a, b), link(b, a), link(a, b)]);
  expect(raced.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  for (const [key, other] of [
    [a, b],
    [b, a],
  ] as const) {
    expect((await related(key)).linked).toMatchObject([{ key: other, kind: 'related', note: 'One burglar.' }]);
    expect((await kindsOf(floor.db, key)).at(-1)).toBe('link');
  }
  expect((await unlinkCases({ ctx: ann(), input: { key: b, other: a } })).linked).toEqual([]);
  await expect(unlinkCases({ ctx: ann(), input: { key: a, other: b } })).rejects.toMatchObject({ code: 'not_found' });
  const gone = await open([]);
  await mergeCase({ ctx: ann(), input: { key: gone, into: a } });
  await expect(link(b, gone)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(`act on ${a}`),
  });
  await expect(link(a, a)).rejects.toMatchObject({ code: 'conflict' });
  await expect(link(a, 'CASE-99999')).rejects.toMatchObject({ code: 'not_found' });
});

test('a case that is restricted later is named no more on what it was linked with', async () => {
  const [plain, later] = [await open(['203.0.113.77']), await open([])];
  await linkCases({ ctx: lead(), input: { key: plain, link: { key: later, note: 'One burglar.' } } });
  const [held] = (await listCaseObservables({ ctx: lead(), input: { key: plain, query: {} } })).items;
  const detach = { observableId: held!.id, title: 'The burglar' };
  const { key: detached } = await detachFromCase({ ctx: lead(), input: { key: plain, detach } });
  const told = async (ctx = ann()) => JSON.stringify(await exportCase({ ctx, input: { key: plain, as: 'json' } }));
  for (const said of [later, detached, 'One burglar.']) expect(await told()).toContain(said);
  for (const key of [later, detached]) await updateCase({ ctx: lead(), input: { key, patch: { restricted: true } } });
  for (const said of [later, detached, 'One burglar.', '203[.]0[.]113[.]77']) expect(await told()).not.toContain(said);
  for (const said of [later, detached, 'One burglar.']) expect(await told(lead())).toContain(said);
  const { items } = await listTimeline({ ctx: ann(), input: { key: plain, query: {} } });
  expect(items.filter(({ kind }) => kind === 'link').map(({ summary }) => summary)).toEqual([
    'Detached a part of this case into a case that you may not see',
    'Linked a case that you may not see with this case',
  ]);
});

test('a link does not tell of a case that may not be seen', async () => {
  const [plain, secret] = [await open([]), await open([], { restricted: true })];
  await expect(linkCases({ ctx: ann(), input: { key: plain, link: { key: secret } } })).rejects.toMatchObject({
    code: 'not_found',
  });
  await linkCases({ ctx: lead(), input: { key: plain, link: { key: secret } } });
  expect((await related(plain, lead())).linked).toMatchObject([{ key: secret }]);
  expect((await related(plain)).linked).toEqual([]);
  expect(JSON.stringify(await timelineOf(floor.db, plain))).not.toContain(secret);
  expect(JSON.stringify(await timelineOf(floor.db, secret))).toContain(plain);
});
