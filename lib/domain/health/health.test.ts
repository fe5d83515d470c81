import { describe, expect, test } from 'vitest';
import type { HealthItem } from '../views/health.ts';
import { cardOf } from './card.ts';
import { dueCheck, goesOn, localDay, type Weekday } from './day.ts';
import { type Before, countFindings, type Findings, factsOf } from './findings.ts';
import { HealthParameters } from './parameters.ts';

test.each([
  ['Europe/Rome', '2026-01-11T23:30:00Z', '2026-01-12', 'monday'],
  ['America/New_York', '2026-01-12T04:30:00Z', '2026-01-11', 'sunday'],
  ['UTC', '2026-01-12T00:00:00Z', '2026-01-12', 'monday'],
  ['Asia/Kathmandu', '2026-01-12T20:00:00Z', '2026-01-13', 'tuesday'],
])('in %s, %s is %s, a %s', (zone, at, date, weekday) => {
  expect(localDay(zone, new Date(at))).toEqual({ date, weekday });
});

const SHIPPED: readonly Weekday[] = HealthParameters.parse({}).days;

test.each([
  ['2026-01-12', true],
  ['2026-01-13', false],
  ['2026-01-14', true],
  ['2026-01-15', false],
  ['2026-01-16', true],
  ['2026-01-17', false],
  ['2026-01-18', false],
])('as shipped, the check of %s goes on: %s', (date, expected) => {
  const at = new Date(`${date}T07:00:00Z`);
  expect(goesOn({ days: SHIPPED, zone: 'UTC' }, at, false).goesOn).toBe(expected);
  expect(goesOn({ days: SHIPPED, zone: 'UTC' }, at, true).goesOn).toBe(true);
});

// The clocks of Rome go forward on 29 March 2026 at 01:00 UTC and back on 25 October at 01:00 UTC: a day of 23 hours, and one of 25.
test.each([
  ['Europe/Rome', '2026-03-28T22:59:59Z', 'saturday', false],
  ['Europe/Rome', '2026-03-28T23:00:00Z', 'sunday', false],
  ['Europe/Rome', '2026-03-29T21:59:59Z', 'sunday', false],
  ['Europe/Rome', '2026-03-29T22:00:00Z', 'monday', true],
  ['Europe/Rome', '2026-10-25T21:59:59Z', 'sunday', false],
  ['Europe/Rome', '2026-10-25T22:59:59Z', 'sunday', false],
  ['Europe/Rome', '2026-10-25T23:00:00Z', 'monday', true],
  ['America/New_York', '2026-03-09T03:59:59Z', 'sunday', false],
  ['America/New_York', '2026-03-09T04:00:00Z', 'monday', true],
  ['America/New_York', '2026-11-02T04:59:59Z', 'sunday', false],
  ['America/New_York', '2026-11-02T05:00:00Z', 'monday', true],
  ['UTC', '2026-03-29T22:00:00Z', 'sunday', false],
])('around a change of the clocks: in %s, %s is a %s, and the check goes on: %s', (zone, at, weekday, expected) => {
  expect(goesOn({ days: SHIPPED, zone }, new Date(at), false)).toMatchObject({ weekday, goesOn: expected });
});

test('the reason has the value that decided', () => {
  const at = new Date('2026-01-13T07:00:00Z');
  expect(goesOn({ days: ['monday'], zone: 'UTC' }, at, false).reason).toBe(
    '2026-01-13 is a Tuesday in UTC; days on which the check goes on: Monday.',
  );
});

describe('of 07:00 in Rome', () => {
  const due = (now: string, since = '2026-01-01T00:00:00Z') =>
    dueCheck({ schedule: '0 7 * * *', zone: 'Europe/Rome' }, { since: new Date(since), now: new Date(now) });

  test.each([
    ['a minute before', '2026-01-12T05:59:59.999Z', null],
    ['at that minute', '2026-01-12T06:00:00Z', '2026-01-12T06:00:00.000Z'],
    ['when the worker was down until noon', '2026-01-12T12:00:00Z', '2026-01-12T06:00:00.000Z'],
    ['when it was down for longer', '2026-01-12T12:00:01Z', null],
    ['when it was down for days, the last alone', '2026-01-15T08:00:00Z', '2026-01-15T06:00:00.000Z'],
    ['on the day on which the clocks go forward', '2026-03-29T05:00:00Z', '2026-03-29T05:00:00.000Z'],
    ['and not by yesterday’s clocks', '2026-10-25T05:30:00Z', null],
  ])('%s, the check that is due is the expected one', (_, now, expected) => {
    expect(due(now)?.toISOString() ?? null).toBe(expected);
  });

  test.each([
    ['the evening before', '2026-01-11T20:00:00Z', true],
    ['seconds after', '2026-01-12T06:00:20Z', true],
    ['an hour later', '2026-01-12T07:00:00Z', false],
  ])('with settings that were made %s, it is owed: %s', (_, since, expected) => {
    expect(due('2026-01-12T07:30:00Z', since) !== null).toBe(expected);
  });
});

const item = (id: string, more: Partial<HealthItem> = {}): HealthItem => ({
  ...{ kind: 'detection', id, title: `Alert ${id}`, severity: 'high', status: 'new', host: null, technique: null },
  ...{ createdAt: null, ageHours: 30, link: null, caseKey: null, red: false },
  ...more,
});

const found = (items: readonly HealthItem[], more: Partial<Findings> = {}): Findings => ({
  ...{ items, unread: [], more: false, gone: [] },
  ...more,
});
const AT = '2026-01-12T06:00:00.000Z';
const LIMITS = { detectionHours: 24, incidentDays: 2 };
/** What a check before kept. */
const before = (items: readonly HealthItem[], more: Partial<Findings> = {}): Before => ({
  ...{ at: AT, limits: LIMITS, unread: [...(more.unread ?? [])], more: more.more ?? false },
  ...countFindings(found(items, more), null),
});
const EXACT = { before: false, appeared: false, gone: false };

test('the most severe and oldest stand first, and are counted', () => {
  const counted = countFindings(
    found([
      item('a', { ageHours: 30, host: 'POS-1' }),
      item('b', { severity: 'critical', host: 'POS-2', technique: 'T1003' }),
      item('c', { ageHours: 90, host: 'POS-1' }),
    ]),
    null,
  );
  expect(counted.unassigned.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  expect(counted).toMatchObject({
    ...{ total: 3, change: null, byTechnique: [{ name: 'T1003', count: 1 }] },
    bySeverity: [
      { severity: 'critical', count: 1 },
      { severity: 'high', count: 2 },
    ],
    byHost: [
      { name: 'POS-1', count: 2 },
      { name: 'POS-2', count: 1 },
    ],
  });
});

test('what changed is told by what came and what went', () => {
  const { change } = countFindings(found([item('b'), item('c')], { gone: ['a'] }), before([item('a'), item('b')]));
  expect(change).toEqual({
    ...{ since: AT, before: 2, appeared: ['c'] },
    gone: [{ id: 'a', title: 'Alert a', severity: 'high', host: null }],
    atLeast: EXACT,
  });
});

test('what was not read is not gone', () => {
  const unread = [{ severity: 'high' as const, count: 1 }];
  const { change, total, bySeverity } = countFindings(
    found([item('c')], { unread, gone: ['b'] }),
    before([item('a'), item('b')]),
  );
  expect(change).toMatchObject({ gone: [{ id: 'b' }], atLeast: { ...EXACT, appeared: true } });
  expect([total, bySeverity]).toEqual([2, [{ severity: 'high', count: 2 }]]);
});

test('what a check had counted and not read is not new when the next one reads it', () => {
  const last = before([item('a')], { unread: [{ severity: 'high', count: 3 }] });
  const createdAt = (hours: number) => new Date(Date.parse(AT) + hours * 3_600_000).toISOString();
  const items = [
    item('a'),
    item('was too young', { createdAt: createdAt(-20) }),
    item('was old enough', { createdAt: createdAt(-30) }),
    item('incident too young', { kind: 'incident', createdAt: createdAt(-30) }),
    item('of no time'),
  ];
  const { change } = countFindings(found(items), last);
  expect(change!.appeared.toSorted()).toEqual(['incident too young', 'was too young']);
  expect(change).toMatchObject({ before: 4, gone: [], atLeast: { before: false, appeared: true, gone: true } });
});

test('a list ends and says how many there are', () => {
  const many = Array.from({ length: 250 }, (_, n) => item(String(n)));
  const counted = countFindings(found(many), null);
  expect([counted.unassigned.length, counted.others.length, counted.total]).toEqual([200, 50, 250]);
});

test('what the list of the check before had no place for is neither new nor forgotten', () => {
  const many = Array.from({ length: 450 }, (_, n) => item(String(n)));
  const gone = many.slice(0, 10).map(({ id }) => id);
  const { change } = countFindings(found([...many.slice(10), item('new')], { gone }), before(many));
  expect(change).toMatchObject({ before: 450, appeared: ['new'], atLeast: EXACT });
  expect(change!.gone.map(({ id }) => id).sort()).toEqual(gone);
});

test('facts say what they count; nothing is said of what there is not', () => {
  const of = {
    ...{
      at: '2026-01-14T06:00:00.000Z',
      looked: { detections: 4, incidents: 1, more: false },
      ...{ ownedHere: 0, endedHere: 3, more: true, unread: [{ severity: 'low' as const, count: 4 }] },
    },
    timers: { started: 2, stopped: 1, opened: 0, left: 0 },
  };
  const items = [item('a', { ageHours: 30.7 })];
  const facts = factsOf(items, countFindings(found(items, of), null), of);
  expect(facts.map(({ id, value }) => [id, value])).toEqual([
    ['unassigned', 'at least 5'],
    ['unread', '4'],
    ['bySeverity', 'high 1, low 4'],
    ['oldest', 'Alert a, 30 hours'],
    ['endedHere', '3'],
    ['open', 'detections 4, incidents 1'],
    ['timers', 'started 2, stopped 1'],
  ]);
});

test('what is TLP:RED is counted, and neither a fact nor the card names it', () => {
  const words = { title: 'Dump of LSASS', host: 'VAULT-1', technique: 'T1003 Dumping' };
  const items = [item('a', { host: 'POS-1' }), item('b', { ...words, severity: 'critical', ageHours: 90, red: true })];
  const counted = countFindings(found(items), null);
  const of = { at: '2026-01-14T06:00:00.000Z', looked: { detections: 2, incidents: 0, more: false } };
  const more = {
    ownedHere: 0,
    endedHere: 0,
    unread: [],
    more: false,
    timers: { started: 0, stopped: 0, opened: 0, left: 0 },
  };
  const facts = factsOf(items, counted, { ...of, ...more });
  expect(facts.map(({ id, value }) => [id, value])).toEqual(
    expect.arrayContaining([
      ['unassigned', '2'],
      ['bySeverity', 'critical 1, high 1'],
      ['oldest', 'Alert a, 30 hours'],
      ['hosts', 'POS-1 (1)'],
      ['red', '1'],
    ]),
  );
  const summary = { by: 'rules' as const, sentences: [], first: ['b'] };
  const card = cardOf(
    { ...counted, more: false, unread: [], ownedHere: 0, endedHere: 0, summary },
    { title: 'Check', url: 'https://soc.example' },
  );
  expect(card.facts[0]).toEqual({ title: 'Unassigned', value: '2' });
  expect(card.items).toEqual(['High · Alert a · POS-1 · 30 h']);
  expect(JSON.stringify([facts, card])).not.toMatch(/LSASS|VAULT|T1003/);
});

test('the card leads to the report and marks what to take first', () => {
  const counted = countFindings(found([item('a', { host: 'POS-1' }), item('b', { ageHours: 150 })]), null);
  const card = cardOf(
    {
      ...{ ...counted, more: false, unread: [], ownedHere: 2, endedHere: 0 },
      summary: { by: 'rules', sentences: [{ text: 'Two.', facts: ['unassigned'] }], first: ['a'] },
    },
    { title: 'Health check', url: 'https://soc.example/reports/1' },
  );
  expect(card).toMatchObject({
    lines: ['Two.'],
    items: ['High · Alert b · 6 d', 'Take first: High · Alert a · POS-1 · 30 h'],
    link: { url: 'https://soc.example/reports/1' },
  });
});

test.each([
  { schedule: '07:00' },
  { schedule: '0 24 * * *' },
  { at: '07:00' },
  { zone: 'Mars' },
  { days: ['Mon'] },
  { severities: [] },
  { most: 0 },
])('refuses the parameters %j', (wrong) => {
  expect(HealthParameters.safeParse(wrong).success).toBe(false);
});
