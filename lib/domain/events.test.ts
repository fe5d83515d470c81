import { describe, expect, it } from 'vitest';
import { refOf, SYSTEM } from './actor.ts';
import { EVENT_NAMES, EVENTS, type EventData, type EventName, MAX_CAUSE_DEPTH } from './events.ts';

const of = <P, C>(previous: P, current: C) => ({ key: 'CASE-7', previous, current, actor: refOf(SYSTEM), cause: [] });
const intake = {
  deliveryId: 'd1',
  connector: 'wiz',
  objectKey: 'issue-1',
  receivedAt: '2026-01-12T08:31:07.112Z',
  cause: [],
};

const access = { requestId: 'r1', step: null, actor: refOf(SYSTEM), cause: [] };

const timer = {
  timer: 'acknowledge',
  metric: 'acknowledge',
  name: 'Time to acknowledge',
  status: 'breached',
  targetSeconds: 900,
  dueAt: '2026-01-12T08:46:07.112Z',
} as const;

/** One valid event of each name: whoever adds a name adds its example. */
const EXAMPLES: { [N in EventName]: EventData<N> } = {
  'wiz/issue.received': intake,
  'generic/alert.received': { ...intake, connector: 'generic/acme' },
  'crowdstrike/alert.received': { ...intake, connector: 'crowdstrike' },
  'sentinelone/threat.received': { ...intake, connector: 'sentinelone' },
  'okta/event.received': { ...intake, connector: 'okta' },
  'case/created': of(null, {
    severity: 'high',
    state: 'new',
    category: 'Cloud',
    source: 'wiz',
    assignee: null,
    vip: false,
  }),
  'case/updated': of({ title: 'a' }, { title: 'b' }),
  'case/state.changed': of({ state: 'new', stage: 'new' }, { state: 'triage', stage: 'new' }),
  'case/reopened': of({ state: 'closed', stage: 'closed' }, { state: 'triage', stage: 'new' }),
  'case/severity.changed': of(null, 'high'),
  'case/assigned': { ...of(null, 'm1'), owner: 'user' },
  'case/observable.added': of(null, [{ id: 'o1', type: 'ipv4' }]),
  'case/comment.added': of(null, { timelineId: 't1' }),
  'case/merged': of({ stage: 'new' }, { into: 'CASE-8' }),
  'case/unmerged': of({ into: 'CASE-8' }, { stage: 'new' }),
  'observable/verdict.changed': { ...of('unknown', 'malicious'), observable: { id: 'o1', type: 'ipv4' } },
  'observable/enrichment.requested': {
    key: 'CASE-7',
    observable: { id: 'o1', type: 'ipv4' },
    actor: refOf(SYSTEM),
    cause: [],
  },
  'case/sla.at_risk': of(null, { ...timer, status: 'running' }),
  'case/sla.breached': of(null, timer),
  'case/vip.unknown': of(null, { reason: 'Okta could not be asked.' }),
  'case/alerts.unread': { ...of(null, { since: '2026-01-12T08:30:00.000Z' }), vendor: 'crowdstrike' },
  'case/intel.due': { ...of(null, { alerts: 3, passed: 0 }), vendor: 'crowdstrike' },
  'health/check.requested': { scheduled: '2026-01-12T07:00:00.000Z', anyDay: false, actor: refOf(SYSTEM), cause: [] },
  'case/quick_action.pressed': { ...of(null, { pressId: 'p1', phase: null, input: {} }), action: 'advance-runbook' },
  'access/requested': { ...access, state: 'requested', step: 'person' },
  'access/answered': { ...access, state: 'requested', step: 'approval' },
  'access/escalated': { ...access, state: 'requested', step: 'approval' },
  'access/decided': { ...access, state: 'approved' },
  'access/granted': { ...access, state: 'granted' },
  'access/revoking': { ...access, state: 'revoking' },
  'access/late': { ...access, state: 'revoking' },
  'access/ended': { ...access, state: 'revoked' },
  'slack/interaction.received': {
    requestId: 'r1',
    decision: 'deny',
    note: 'Ask the store manager.',
    slackUserId: 'U0AAA1111',
    cause: [],
  },
  'notice/created': { noticeId: 'n1', members: ['m1'], cause: [] },
};

describe.each(EVENT_NAMES)('%s', (name) => {
  const schema = EVENTS[name];
  const example: Record<string, unknown> = EXAMPLES[name];

  it('is named noun/verb.past and passes through its schema unchanged', () => {
    expect(name).toMatch(/^[a-z]+\/[a-z_]+(\.[a-z_]+)?$/);
    expect(schema.parse(example)).toEqual(example);
  });

  it.each(Object.keys(EXAMPLES[name]))('is refused without %s', (field) => {
    const { [field]: _left, ...rest } = example;
    expect(schema.safeParse(rest).success).toBe(false);
  });

  it('carries its chain one longer than the limit, so that the guard sees it, and no longer', () => {
    const chain = (length: number) => schema.safeParse({ ...example, cause: Array(length).fill('e') }).success;
    expect(chain(MAX_CAUSE_DEPTH + 1)).toBe(true);
    expect(chain(MAX_CAUSE_DEPTH + 2)).toBe(false);
  });
});

it.each<[string, EventName, object]>([
  ['an unknown severity', 'case/severity.changed', { current: 'urgent' }],
  ['an unknown stage', 'case/state.changed', { current: { state: 'new', stage: 'gone' } }],
  ['an unknown kind of actor', 'case/assigned', { actor: { kind: 'ghost', id: 'x', name: 'x' } }],
  ['a time without a zone', 'wiz/issue.received', { receivedAt: '2026-01-12T08:31:07' }],
])('refuses %s', (_name, event, change) => {
  expect(EVENTS[event].safeParse({ ...EXAMPLES[event], ...change }).success).toBe(false);
});
