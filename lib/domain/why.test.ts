import { expect, it } from 'vitest';
import { sayAgain, type WhyFacts, whyLine } from './why.ts';

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
  sources: null,
  flagged: false,
  scout: null,
  now,
};
const running = {
  promise: 'resolution',
  status: 'running',
  dueAt: minutes(200),
  atRisk: false,
  breachedAt: null,
} as const;
const late = {
  ...running,
  promise: 'acknowledgement',
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
    ['risk: resolution breaches in 9 min', 'plain: from wiz'],
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
  ['Scout', { scout: { for: 'turn' } }, ['plain: waiting for Scout', 'plain: from wiz']],
  [
    'what Scout waits for',
    { scout: { for: 'run', automation: 'Check observables' } },
    ['plain: Scout: waiting for Check observables', 'plain: from wiz'],
  ],
  [
    'when Scout goes on',
    { scout: { for: 'wake', at: minutes(60) } },
    ['plain: Scout: on hold until 2026-01-12 13:00 UTC', 'plain: from wiz'],
  ],
  [
    'sources',
    { sources: { malicious: 2, answered: 3 }, observables: { malicious: 1, total: 7 } },
    ['critical: 2 of 3 sources say malicious', 'plain: from wiz'],
  ],
  [
    'one source',
    { sources: { malicious: 1, answered: 1 } },
    ['critical: 1 of 1 source says malicious', 'plain: from wiz'],
  ],
  [
    'sources that find nothing',
    { sources: { malicious: 0, answered: 3 }, observables: { malicious: 0, total: 2 } },
    ['plain: from wiz'],
  ],
  ['one event is no news', { lastEventAt: minutes(-1) }, ['plain: from wiz']],
  ['several events', { eventCount: 4, lastEventAt: minutes(-3) }, ['plain: ×4, last 3 min ago', 'plain: from wiz']],
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
      scout: { for: 'turn' },
      eventCount: 9,
      lastEventAt: now,
    },
    ['critical: acknowledgement 12 min late', 'vip: VIP', 'critical: 1 of 3 observables malicious'],
  ],
  [
    'VIP before what breaches next before the rest',
    { customFields: { resource: 'a' }, vip: true, sla: { ...running, dueAt: minutes(1), atRisk: true } },
    ['vip: VIP', 'risk: resolution breaches in 1 min', 'plain: a'],
  ],
])('%s', (_name, facts, parts) => {
  expect(whyLine({ ...plain, ...facts }).parts.map(({ tone, text }) => `${tone}: ${text}`)).toEqual(parts);
});

it('a part says its time again as it goes on, and turns late by itself', () => {
  const [part] = whyLine({ ...plain, sla: { ...running, dueAt: minutes(9), atRisk: true } }).parts;
  expect(sayAgain(part!, minutes(4))).toMatchObject({ text: 'resolution breaches in 5 min', tone: 'risk' });
  expect(sayAgain(part!, minutes(11))).toMatchObject({ text: 'resolution 2 min late', tone: 'critical' });
  const [news] = whyLine({ ...plain, eventCount: 37, lastEventAt: minutes(-2) }).parts;
  expect(news!.text).toBe('×37, last 2 min ago');
  expect(sayAgain(news!, minutes(1)).text).toBe('×37, last 3 min ago');
  expect(sayAgain({ text: 'VIP', tone: 'vip' }, minutes(90))).toEqual({ text: 'VIP', tone: 'vip' });
});
