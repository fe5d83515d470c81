import { describe, expect, test } from 'vitest';
import type { CaseObservableView, CaseView, TimerView } from '#lib/domain/views/case.ts';
import type { CommandFindings } from '#lib/domain/views/command-findings.ts';
import { summarize } from './summary.ts';

const NOW = Date.parse('2026-03-02T09:00:00Z');
const base: CaseView = {
  key: 'CASE-7',
  title: 'Public bucket with loyalty exports',
  description: 'A bucket is readable by everybody. It holds exports.',
  severity: 'high',
  state: 'triage',
  stage: 'new',
  category: 'Cloud',
  source: 'wiz',
  assignee: null,
  group: 'leads',
  tags: [],
  restricted: false,
  vip: false,
  vipUnknown: false,
  store: null,
  tlp: 'AMBER',
  sla: [],
  observableCount: 2,
  eventCount: 1,
  why: [],
  createdAt: '2026-03-02T08:00:00.000Z',
  updatedAt: '2026-03-02T08:00:00.000Z',
  acknowledgedAt: null,
  resolvedAt: null,
  closedAt: null,
  version: 1,
  customFields: {},
  links: [],
  techniques: ['T1530'],
  runbook: null,
  tasks: [],
  actions: [],
  resolution: null,
  collaborators: [],
  watchers: [],
  mergedInto: null,
  hold: null,
  createdBy: { kind: 'automation', id: 'wiz-incident', name: 'wiz-incident' },
  orders: [],
  commandLines: null,
};
const observable = (over: Partial<CaseObservableView>): CaseObservableView => ({
  id: 'o1',
  type: 'ipv4',
  value: '203.0.113.77',
  defanged: '203[.]0[.]113[.]77',
  verdict: 'unknown',
  score: null,
  allowListed: false,
  firstSeen: base.createdAt,
  lastSeen: base.createdAt,
  caseCount: 1,
  caseCountCapped: false,
  role: 'implicated',
  key: false,
  origins: [],
  addedBy: base.createdBy,
  judgement: {
    decidedBy: 'nobody',
    deciding: [],
    conflict: false,
    stale: false,
    alarm: false,
    override: null,
    sources: [],
  },
  ...over,
});
const mara = { id: 'm1', name: 'Mara Keller', kind: 'user' } as const;
const line = (
  over: Partial<CaseView>,
  row: keyof ReturnType<typeof summarize>,
  observables: CaseObservableView[] | null = [],
) =>
  summarize({ ...base, ...over }, observables, NOW)
    [row].map((part) => part.text)
    .join(' · ');

test('what: the first sentence of the description, else the title', () => {
  expect(line({}, 'What')).toBe('A bucket is readable by everybody.');
  expect(line({ description: '' }, 'What')).toBe('Public bucket with loyalty exports');
});

test('who: victims, else what the fields name, else nobody', () => {
  const victim = observable({
    type: 'email',
    value: 'maria@shop.example',
    defanged: 'maria[@]shop[.]example',
    role: 'victim',
  });
  expect(line({ vip: true, store: 'Milano 12' }, 'Who', [observable({}), victim])).toBe(
    'maria@shop.example · Milano 12 · VIP',
  );
  expect(line({ customFields: { resource: 'loyalty-exports', region: 'eu' } }, 'Who')).toBe('Resource loyalty-exports');
  expect(line({}, 'Who')).toBe('Nobody is named yet');
});

test('how bad: only implicated observables count as malicious', () => {
  const bad = observable({ verdict: 'malicious' });
  expect(line({}, 'How bad', [bad])).toBe('203[.]0[.]113[.]77 malicious · High severity · 1 ATT&CK technique');
  const related = observable({ verdict: 'malicious', role: 'related' });
  expect(line({ observableCount: 1 }, 'How bad', [related])).toBe(
    'High severity · 1 ATT&CK technique · none of 1 observable known as malicious',
  );
});

test.each([
  ['acknowledge', 'Time to acknowledge', 'time to acknowledge 1 h over'],
  ['custom', 'Falcon: to be taken', 'Falcon: to be taken 1 h over'],
] as const)('how bad: a timer that is late, by its name: %s', (metric, name, text) => {
  const late: TimerView = {
    ...{ id: 't1', metric, name, status: 'running', atRisk: false, atRiskAt: null, lead: true, over: false },
    ...{ targetSeconds: 60, elapsedSeconds: 0, pausedSeconds: 0, pausedSince: null, completedAt: null },
    ...{ startedAt: base.createdAt, dueAt: base.createdAt, breachedAt: null, breachReason: null },
  };
  expect(line({ sla: [late], techniques: [], observableCount: 0 }, 'How bad')).toBe(`High severity · ${text}`);
});

const NOTHING: CommandFindings = {
  ...{ malicious: 0, suspicious: 0, looked: 0, unlooked: 0, unread: 0 },
  ...{ techniques: [], hosts: [], more: false },
};
test.each<[string, Partial<CommandFindings>, string]>([
  [
    'the worst, by what it is called and where it ran, each name once',
    {
      ...{ malicious: 2, suspicious: 1, looked: 4 },
      ...{ techniques: ['T1059.001', 'T1059.003', 'T1003.001', 'T9999'], hosts: ['BO-0001'] },
    },
    '2 malicious command lines on BO-0001 · Command and Scripting Interpreter, OS Credential Dumping, T9999 · 1 suspicious command line · High severity',
  ],
  [
    'one on many hosts, of no known technique',
    { malicious: 1, looked: 1, hosts: ['A', 'B', 'C', 'D', 'E'] },
    '1 malicious command line on A, B, C and 2 more · High severity',
  ],
  [
    'the suspicious where nothing is malicious',
    { suspicious: 1, looked: 2, hosts: ['BO-0001'], techniques: ['T1105'] },
    '1 suspicious command line on BO-0001 · Ingress Tool Transfer · High severity',
  ],
  ['nothing bad', { looked: 3 }, 'High severity · none of 3 analysed command lines known as malicious'],
  [
    'what nobody has looked at beside what was',
    { looked: 1, unlooked: 2, unread: 1 },
    'High severity · none of 1 analysed command line known as malicious · 2 command lines not analysed yet · command lines of 1 alert not read yet',
  ],
  ['nothing read yet', { unread: 2 }, 'High severity · command lines of 2 alerts not read yet'],
  ['alerts without a command line', {}, 'High severity'],
  [
    'only the newest looked through',
    { malicious: 1, looked: 1, more: true },
    '1 malicious command line · High severity · command lines of the newest alerts alone are counted',
  ],
])('how bad: of the command lines %s', (_name, found, text) => {
  const commandLines = { ...NOTHING, ...found };
  expect(line({ commandLines, techniques: [], observableCount: 0 }, 'How bad')).toBe(text);
});

test('what was not fetched yet is not said to be harmless, or nobody', () => {
  expect(line({}, 'How bad', null)).toBe('High severity · 1 ATT&CK technique');
  expect(line({ observableCount: 300 }, 'How bad', [observable({})])).toMatch(/none of the first 1 observables/);
  expect(line({}, 'Who', null)).toBe('…');
  expect(line({ observableCount: 0 }, 'Who', null)).toBe('Nobody is named yet');
});

test('done: what happened, in one line that starts with a capital', () => {
  expect(line({}, 'Done')).toBe('Nothing yet');
  expect(line({ acknowledgedAt: '2026-03-02T08:15:00.000Z', assignee: mara, eventCount: 3 }, 'Done')).toBe(
    'Acknowledged after 15 min · with Mara Keller · 3 events gathered',
  );
});

describe('next', () => {
  const runbook = { key: 'cloud', name: 'Cloud', phase: 'identify', phases: [{ key: 'identify', name: 'Identify' }] };
  const task = (title: string, over = {}) => ({
    id: title,
    phase: 'identify',
    title,
    mandatory: false,
    doneAt: null,
    doneBy: null,
    ...over,
  });
  const advance = {
    id: 'advance-runbook',
    title: 'Advance phase',
    description: '',
    refused: null,
    effect: 'Move to Contain',
    disruptive: false,
  };

  test.each([
    ['an owner first', {}, 'Somebody of leads takes it'],
    ['a mandatory task before others', { tasks: [task('Look'), task('Ask', { mandatory: true })] }, 'Ask'],
    ['the next open task', { tasks: [task('Look', { doneAt: base.createdAt }), task('Read')] }, 'Read'],
    [
      'a task of another phase does not count',
      { tasks: [task('Later', { phase: 'contain' })], actions: [advance] },
      'Move to Contain',
    ],
    ['what a hold waits for', { hold: { reason: 'Image from IT', wakeAt: base.createdAt } }, 'Waits: Image from IT'],
    ['the review', { stage: 'resolved', state: 'resolved' }, 'Review it, then close'],
  ] as const)('%s', (name, over, expected) => {
    const owner = name === 'an owner first' ? {} : { assignee: mara };
    expect(line({ runbook, ...owner, ...(over as Partial<CaseView>) }, 'Next')).toBe(expected);
  });
});
