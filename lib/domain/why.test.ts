import { expect, it } from 'vitest';
import { type WhyFacts, whyLine } from './why.ts';

const now = new Date('2026-01-12T12:00:00Z');
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const plain: WhyFacts = {
  source: 'wiz',
  customFields: {},
  vip: false,
  sla: null,
  eventCount: 1,
  lastEventAt: null,
  observables: { malicious: 0, total: 0 },
  flagged: false,
  scoutWaiting: false,
  now,
};
const running = { metric: 'resolve', status: 'running', dueAt: minutes(200), atRisk: false, breachedAt: null } as const;
const late = {
  ...running,
  metric: 'acknowledge',
  status: 'breached',
  dueAt: minutes(-12),
  breachedAt: minutes(-12),
} as const;

it.each<[name: string, facts: Partial<WhyFacts>, parts: string[]]>([
  ['nothing to say but the source', {}, ['plain: from wiz']],
  ['late', { sla: late }, ['critical: acknowledgement 12 min late', 'plain: from wiz']],
  [
    'at risk',
    { sla: { ...running, dueAt: minutes(9), atRisk: true } },
    ['risk: resolution due in 9 min', 'plain: from wiz'],
  ],
  ['time enough', { sla: running }, ['plain: resolution due in 3 h 20 min', 'plain: from wiz']],
  ['on hold', { sla: { ...running, status: 'paused', dueAt: null } }, ['plain: on hold', 'plain: from wiz']],
  ['met says nothing', { sla: { ...running, status: 'met' } }, ['plain: from wiz']],
  [
    'malicious',
    { observables: { malicious: 2, total: 7 } },
    ['critical: 2 of 7 observables malicious', 'plain: from wiz'],
  ],
  [
    'only one, and malicious',
    { observables: { malicious: 1, total: 1 } },
    ['critical: 1 of 1 observable malicious', 'plain: from wiz'],
  ],
  ['flagged', { flagged: true }, ['risk: nobody was available to take it', 'plain: from wiz']],
  ['a VIP', { vip: true }, ['vip: VIP', 'plain: from wiz']],
  ['Scout', { scoutWaiting: true }, ['plain: waiting for Scout', 'plain: from wiz']],
  ['one event is no news', { lastEventAt: minutes(-1) }, ['plain: from wiz']],
  [
    'several events',
    { eventCount: 4, lastEventAt: minutes(-3) },
    ['plain: 4 events, the last 3 min ago', 'plain: from wiz'],
  ],
  [
    'where',
    { customFields: { resource: 'shop-7', subscription: 'retail-prod', region: 'eu-west-1', other: 'x' } },
    ['plain: shop-7 · retail-prod · eu-west-1', 'plain: from wiz'],
  ],
  ['fields of other types are left out', { customFields: { resource: 5, region: '' } }, ['plain: from wiz']],
  [
    'three at most, the most urgent first',
    {
      sla: late,
      observables: { malicious: 1, total: 3 },
      flagged: true,
      vip: true,
      scoutWaiting: true,
      eventCount: 9,
      lastEventAt: now,
    },
    [
      'critical: acknowledgement 12 min late',
      'critical: 1 of 3 observables malicious',
      'risk: nobody was available to take it',
    ],
  ],
  [
    'risk before VIP before the rest',
    { customFields: { resource: 'a' }, vip: true, sla: { ...running, dueAt: minutes(1), atRisk: true } },
    ['risk: resolution due in 1 min', 'vip: VIP', 'plain: a'],
  ],
])('%s', (_name, facts, parts) => {
  expect(whyLine({ ...plain, ...facts }).parts.map(({ tone, text }) => `${tone}: ${text}`)).toEqual(parts);
});
