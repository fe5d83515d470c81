import { eq } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { cases, members } from '../../db/schema/index.ts';
import { CASE_SORTS, keyOf, numberOf } from '../../domain/case.ts';
import { rankOf, SEVERITIES } from '../../domain/severity.ts';
import { after, apiKey, as, automation, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { addObservables } from './add-observables.ts';
import { assignCase } from './assign.ts';
import { commentOnCase } from './comment.ts';
import { countCases } from './counts.ts';
import { listCases } from './list.ts';
import { openCase } from './open.ts';
import { transitionCase } from './transition.ts';

const floor = testFloor();
const ann = (seconds = 0) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));
const list = async (query: Record<string, unknown>, ctx = ann()) => listCases({ ctx, input: query });
const keys = async (query: Record<string, unknown>, ctx = ann()) =>
  (await list({ limit: 200, ...query }, ctx)).items.map((item) => item.key).sort();

type Made = Record<'cloud' | 'mine' | 'scouts' | 'done' | 'held' | 'late', string>;
const made = {} as Made;
const BULK = 137;

beforeAll(async () => {
  const robot = ctxOf(floor.db, automation());
  await floor.db
    .update(members)
    .set({ groups: ['phishing'] })
    .where(eq(members.id, floor.people.analyst.id));
  const open = async (fields: Parameters<typeof openCase>[0]['input']['fields'], ctx = robot) =>
    (await openCase({ ctx, input: { fields } })).key;
  const observables = [{ value: 'c2.badhost.net' }, { type: 'user' as const, value: 'JDoe' }, { value: '203.0.113.5' }];
  made.cloud = await open({
    title: 'Exposed bucket in Milan',
    severity: 'critical',
    category: 'Cloud',
    source: 'wiz',
    tags: ['pci', 'eu', 'Retail, EU'],
    store: 'milan-1',
    customFields: { region: 'eu-south-1', hosts: 3 },
    observables,
  });
  made.mine = await open({
    title: 'Phishing wave',
    description: 'A parcel that never comes.',
    customFields: { region: 'eu-west-1', teams: ['red', 'blue'] },
    severity: 'high',
    category: 'Email',
    assignee: floor.people.analyst.id,
    tags: ['eu'],
  });
  made.scouts = await open({ title: 'Odd sign-in', severity: 'low', category: 'Identity & Access' });
  await assignCase({ ctx: robot, input: { key: made.scouts, assignee: floor.scout.id } });
  made.done = await open({ title: 'Old phishing', severity: 'medium', observables: [{ value: 'c2.badhost.net' }] });
  await transitionCase({
    ctx: ann(),
    input: { key: made.done, to: { state: 'resolved', verdict: 'duplicate', summary: 'Twice.' } },
  });
  made.held = await open({ title: 'Waits', severity: 'low', vip: true });
  await transitionCase({
    ctx: ann(),
    input: { key: made.held, to: { state: 'on_hold', reason: 'Parts', wakeAt: after(9000) } },
  });
  made.late = await open({ title: 'Late', severity: 'critical' }, ctxOf(floor.db, automation(), after(-3600)));
  // A write after the breach must not hide it behind the timer that still runs.
  await commentOnCase({ ctx: robot, input: { key: made.late, body: 'Still there, quarantined twice.' } });

  // Many cases with ties in everything that a list sorts by.
  await floor.db.insert(cases).values(
    Array.from({ length: BULK }, (_, n) => {
      const severity = SEVERITIES[n % 5]!;
      const moment = after(-10_000 + (n % 11) * 60);
      return {
        id: newId(),
        title: `Bulk ${n}`,
        severity,
        severityRank: rankOf(severity),
        state: 'new' as const,
        stage: 'new' as const,
        queue: 'triage',
        store: 'bulk',
        source: 'bulk',
        leadDueAt: n % 4 === 0 ? null : after(90_000 + (n % 7) * 60),
        leadAtRiskAt: n % 4 === 0 ? null : after(80_000),
        startedAt: moment,
        createdAt: moment,
        updatedAt: moment,
        createdBy: { kind: 'system' as const, id: 'system', name: 'Watchfloor' },
      };
    }),
  );
});

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test.each([
  [{ state: 'on_hold' }, ['held']],
  [{ state: ['on_hold', 'resolved'] }, ['held', 'done']],
  [{ stage: 'resolved,on_hold' }, ['held', 'done']],
  [{ open: 'false' }, ['done']],
  [{ severity: 'critical', source: 'wiz' }, ['cloud']],
  [{ category: 'Identity & Access' }, ['scouts']],
  [{ category: ['Email', 'Cloud'] }, ['cloud', 'mine']],
  [{ category: 'Email,Cloud' }, []],
  [{ tag: 'eu' }, ['cloud', 'mine']],
  [{ tag: ['pci', 'other'] }, ['cloud']],
  [{ tag: 'Retail, EU' }, ['cloud']],
  [{ tag: 'Retail' }, []],
  [{ assignee: 'me' }, ['mine']],
  [{ assignee: 'none', source: 'wiz' }, ['cloud']],
  [{ store: 'milan-1' }, ['cloud']],
  [{ store: 'none', severity: 'critical' }, ['late']],
  [{ store: ['milan-1', 'none'], severity: 'critical' }, ['cloud', 'late']],
  [{ vip: 'true' }, ['held']],
  [{ vip: 'false', tag: 'eu' }, ['cloud', 'mine']],
  [{ field: 'region:eu-south-1' }, ['cloud']],
  [{ field: ['region:eu-south-1', 'region:eu-west-1'] }, ['cloud', 'mine']],
  [{ field: ['region:eu-south-1', 'hosts:3'] }, ['cloud']],
  [{ field: 'hosts:4' }, []],
  [{ field: 'teams:blue' }, ['mine']],
  [{ verdict: 'duplicate,false_positive' }, ['done']],
  [{ resolvedFrom: '-1h' }, ['done']],
  [{ resolvedTo: '-1h' }, []],
  [{ createdTo: '-30m', severity: 'critical', store: 'none' }, ['late']],
  [{ createdFrom: '-30m', severity: 'critical' }, ['cloud']],
  [{ dueFrom: '2026-01-12T13:00Z', dueTo: '+9h', source: 'manual' }, ['scouts']],
  [{ assignee: 'scout' }, ['scouts']],
  [{ assignee: 'group:phishing' }, ['mine']],
  [{ assignee: 'group:triage', store: 'milan-1' }, ['cloud']],
  [{ assignee: 'group:nobody' }, []],
  [{ q: 'parcel' }, ['mine']],
  [{ q: 'quarantined' }, ['late']],
  [{ q: 'quarantined', severity: 'low' }, []],
  [{ sla: 'breached' }, ['late']],
  [{ sla: 'at_risk' }, []],
  [{ observable: 'C2[.]badhost[.]net.' }, ['cloud', 'done']],
  [{ observable: 'c2.badhost.net', open: 'true' }, ['cloud']],
  [{ observable: 'jdoe' }, ['cloud']],
  [{ observable: 'nowhere.example' }, []],
  [{ q: 'phishing' }, ['mine', 'done']],
  [{ q: 'PHISHING wave' }, ['mine']],
  [{ q: '  hxxp' }, []],
  [{ q: 'c2[.]badhost.net' }, ['cloud', 'done']],
  [{ q: '203.0.113[.]5' }, ['cloud']],
  [{ q: 'jdoe' }, ['cloud']],
  [{ q: '"exposed bucket" -rome' }, ['cloud']],
] as [Record<string, unknown>, (keyof Made)[]][])('%j', async (query, wanted) => {
  expect(await keys(query)).toEqual(wanted.map((name) => made[name]).sort());
});

test('filters that name members: by e-mail, by id, several, and nobody known', async () => {
  const { analyst } = floor.people;
  expect(await keys({ assignee: analyst.email.toUpperCase() })).toEqual([made.mine]);
  expect(await keys({ assignee: [analyst.id, floor.scout.email] })).toEqual([made.mine, made.scouts].sort());
  expect(await keys({ assignee: 'me' }, ctxOf(floor.db, apiKey('admin')))).toEqual([]);
  await expect(list({ assignee: 'nobody' })).rejects.toMatchObject({
    code: 'invalid',
    errors: [{ pointer: '/assignee' }],
  });
});

test('a key in the search box finds its case, in whatever case it is written', async () => {
  expect(await keys({ q: made.held.toLowerCase() })).toEqual([made.held]);
});

test('at risk and late: the promise that is not kept yet decides, also long after the last write', async () => {
  expect(await keys({ sla: 'at_risk' }, ann(13 * 60))).toEqual([made.cloud]);
  expect(await keys({ sla: 'breached' }, ann(15 * 60))).toEqual([made.cloud, made.late].sort());
  expect(await keys({ sla: 'at_risk' }, ann(25 * 60))).toEqual([made.mine]);
});

test.each(CASE_SORTS.filter((sort) => sort !== 'rank'))(
  'sort %s walks through every case once and in order',
  async (sort) => {
    const walked: { key: string }[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await list({ sort, limit: 10, cursor, open: 'true' });
      walked.push(...page.items);
      cursor = page.nextCursor ?? undefined;
      pages += 1;
    } while (cursor);
    const all = await floor.db.select().from(cases);
    const sortValue = (row: (typeof all)[number]) => {
      if (sort.endsWith('updated')) return row.updatedAt.getTime();
      if (sort.endsWith('created')) return row.createdAt.getTime();
      if (sort.endsWith('severity')) return row.severityRank;
      return row.leadDueAt?.getTime() ?? (sort === 'sla' ? Number.MAX_VALUE : -Number.MAX_VALUE);
    };
    const direction = sort.startsWith('-') ? -1 : 1;
    const expected = all
      .filter((row) => row.stage !== 'resolved')
      .sort((a, b) => direction * (sortValue(a) - sortValue(b) || a.number - b.number))
      .map((row) => keyOf(row.number));
    expect(walked.map((item) => item.key)).toEqual(expected);
    expect(pages).toBe(Math.ceil(expected.length / 10));
  },
);

test('a case that changes while somebody reads the pages is not shown twice', async () => {
  const first = await list({ sort: '-created', limit: 100, source: 'bulk' });
  const moved = first.items[0]!;
  await floor.db
    .update(cases)
    .set({ updatedAt: after(1) })
    .where(eq(cases.number, numberOf(moved.key)!));
  const second = await list({ sort: '-created', limit: 100, source: 'bulk', cursor: first.nextCursor! });
  expect(second.items).toHaveLength(BULK - 100);
  expect(second.items.map((item) => item.key)).not.toContain(moved.key);
  expect(second.nextCursor).toBeNull();
  expect(second.count).toEqual({ value: BULK, capped: false });
});

test.each([
  ['no base64', '%%%'],
  ['no JSON', Buffer.from('[1,').toString('base64url')],
  ['another length', base64([NOW.toISOString(), 1])],
  ['another order', base64(['-created', NOW.toISOString(), 1])],
  ['another kind', base64(['-updated', 3, 1])],
  ['no moment', base64(['-updated', 'yesterday', 1])],
  ['no number', base64(['-updated', NOW.toISOString(), '1; drop table'])],
  ['an object', base64({ length: 3 })],
  ['null', base64(null)],
])('a cursor that is %s is refused', async (_name, cursor) => {
  await expect(list({ cursor })).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer: '/cursor' }] });
});

test.each([
  [{ limit: 0 }, '/limit'],
  [{ limit: 201 }, '/limit'],
  [{ severity: 'urgent' }, '/severity/0'],
  [{ sort: 'title' }, '/sort'],
  [{ colour: 'red' }, '/colour'],
  [{ open: 'perhaps' }, '/open'],
  [{ createdFrom: 'yesterday' }, '/createdFrom'],
  [{ field: 'region' }, '/field/0'],
])('%j is refused by its pointer', async (query, pointer) => {
  await expect(list(query)).rejects.toMatchObject({ code: 'invalid', errors: [{ pointer }] });
});

test('a search ranks its hits, pages through them, and shows where the words stand', async () => {
  const words = { q: 'phishing', sort: 'rank' };
  const first = await list({ ...words, limit: 1 });
  expect(first.count).toEqual({ value: 2, capped: false });
  const second = await list({ ...words, limit: 1, cursor: first.nextCursor! });
  expect([first.items[0]!.key, second.items[0]!.key].sort()).toEqual([made.mine, made.done].sort());
  expect(second.nextCursor).toBeNull();
  expect(first.items[0]!.hit).toMatchObject({
    place: 'title',
    parts: expect.arrayContaining([{ text: expect.stringMatching(/^phishing$/i), found: true }]),
  });
  expect((await list({ q: 'parcel' })).items[0]!.hit).toEqual({
    place: 'description',
    parts: [
      { text: 'A ', found: false },
      { text: 'parcel', found: true },
      { text: ' that never comes.', found: false },
    ],
  });
  expect((await list({ q: 'quarantined' })).items[0]!.hit).toMatchObject({ place: 'comment' });
  expect((await list({ q: '203.0.113.5' })).items[0]!.hit).toBeUndefined();
  await expect(list({ ...words, cursor: base64(['-updated', NOW.toISOString(), 1]) })).rejects.toMatchObject({
    code: 'invalid',
  });
});

test('an empty filter filters nothing', async () => {
  expect((await list({ state: '', q: ' ', assignee: '' })).count.value).toBe(BULK + Object.keys(made).length);
});

test('the counts of the shipped views are those of their lists', async () => {
  const counts = await countCases({ ctx: ann(15 * 60) });
  expect(counts).toEqual({
    myOpen: 1,
    unassigned: BULK + 3,
    atRisk: 0,
    breached: 2,
    scout: 1,
    identity: 1,
    all: BULK + 5,
  });
  expect((await list({ open: 'true' })).count.value).toBe(counts.all);
  expect((await list({ open: 'true', assignee: 'none' })).count.value).toBe(counts.unassigned);
});

test('the line “why this, why now” names what decides', async () => {
  const whyOf = async (key: string, seconds: number) =>
    (await list({ q: key }, ann(seconds))).items[0]!.why.map((part) => part.text);
  expect(await whyOf(made.scouts, 0)).toContainEqual(expect.stringContaining('Scout'));
  expect((await whyOf(made.cloud, 13 * 60))[0]).toMatch(/^acknowledgement breaches in/);
  expect((await whyOf(made.held, 0)).at(-1)).toBe('from manual');
  await addObservables({ ctx: ann(), input: { key: made.mine, items: [{ value: 'worse.example.org' }] } });
  expect(await whyOf(made.done, 0)).not.toContain('waiting for Scout');
});
