import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '../severity.ts';
import { CHANNELS, CHOSEN_CHANNELS, type Channel, isOverheard } from './channels.ts';
import { KIND_RULES, NOTICE_KINDS } from './kinds.ts';
import { dedupKey, type NoticeFacts, nextChannel, planNotice } from './plan.ts';
import { NO_PREFERENCES, NoticePreferences, wantedChannels } from './preferences.ts';

// 23:30 in Rome; the night ends at 06:00 UTC.
const now = new Date('2026-01-12T22:30:00Z');
const morning = new Date('2026-01-13T06:00:00Z');
const night = { timeZone: 'Europe/Rome', start: '22:00', end: '07:00' };
const all = new Set<Channel>(CHANNELS);
const plain: NoticeFacts = { kind: 'case.assigned', severity: 'medium', vip: false, urgent: false, paged: false };

describe('quiet hours', () => {
  const sleeping: NoticePreferences = { channels: {}, quietHours: night };

  it.each<[name: string, facts: Partial<NoticeFacts>, sendAt: Date]>([
    ['keep an ordinary notice back', {}, morning],
    ['keep one about no case back', { severity: null }, morning],
    ['keep a timer at risk back', { kind: 'sla.at_risk', severity: 'high' }, morning],
    ['let a critical case through', { severity: 'critical' }, now],
    ['let a VIP’s case through', { vip: true }, now],
    ['let one through that may be a VIP’s', { vip: 'unknown' }, now],
    ['let a breach through, also of a low case', { kind: 'sla.breached', severity: 'low' }, now],
    ['let a late revocation through', { kind: 'access.late', severity: null }, now],
    ['let through what its sender calls urgent', { urgent: true }, now],
    ['let a page through', { paged: true }, now],
  ])('%s', (_name, facts, sendAt) => {
    const plan = planNotice({ ...plain, ...facts }, sleeping, all, now);
    expect(plan.sendAt).toEqual(sendAt);
    expect(plan.heldBecause).toBe(sendAt === now ? null : 'quiet_hours');
  });

  it('are over by day', () => {
    expect(planNotice(plain, sleeping, all, morning)).toMatchObject({ sendAt: morning, heldBecause: null });
  });
});

describe('channels', () => {
  it.each<
    [
      name: string,
      facts: Partial<NoticeFacts>,
      channels: NoticePreferences['channels'],
      available: Channel[],
      expected: Channel[],
      fallback: Channel[],
    ]
  >([
    ['are the initial ones for who never chose', {}, {}, [...CHANNELS], ['slack', 'email'], ['teams']],
    ['are those that were chosen', {}, { 'case.assigned': ['email'] }, [...CHANNELS], ['email'], ['slack', 'teams']],
    ['are the centre alone for who wants that', {}, { 'case.assigned': [] }, [...CHANNELS], [], []],
    [
      'reach who switched all off, where they must',
      { kind: 'sla.breached' },
      { 'sla.breached': [] },
      [...CHANNELS],
      ['slack'],
      ['email', 'teams'],
    ],
    ['are only those that are set up', {}, {}, ['in_app', 'email'], ['email'], []],
    [
      'stand in where none of the chosen is set up and it must reach',
      { kind: 'sla.at_risk' },
      { 'sla.at_risk': ['slack'] },
      ['in_app', 'email'],
      ['email'],
      [],
    ],
    [
      'page where the ladder says so',
      { kind: 'sla.breached', paged: true },
      {},
      [...CHANNELS],
      ['slack', 'email', 'paging'],
      ['teams'],
    ],
    [
      'page alone where nothing else is set up',
      { kind: 'sla.breached', paged: true },
      {},
      ['in_app', 'paging'],
      ['paging'],
      [],
    ],
    ['page nobody else', { kind: 'sla.breached' }, {}, ['in_app', 'paging'], [], []],
    ['of what can wait are the centre', { kind: 'system' }, {}, [...CHANNELS], [], []],
  ])('%s', (_name, facts, channels, available, expected, fallback) => {
    const plan = planNotice({ ...plain, ...facts }, { channels, quietHours: null }, new Set(available), now);
    expect([plan.channels, plan.fallback]).toEqual([expected, fallback]);
  });

  const facts = fc.record<NoticeFacts>({
    kind: fc.constantFrom(...NOTICE_KINDS),
    severity: fc.constantFrom(...SEVERITIES, null),
    vip: fc.constantFrom(true, false, 'unknown' as const),
    urgent: fc.boolean(),
    paged: fc.boolean(),
  });
  const preferences = fc.record<NoticePreferences>({
    channels: fc.dictionary(fc.constantFrom(...NOTICE_KINDS), fc.subarray([...CHOSEN_CHANNELS])),
    quietHours: fc.constantFrom(null, night),
  });
  const available = fc.subarray([...CHANNELS]).map((list) => new Set<Channel>(list));

  it('are each tried once at most, until one works; a failing one never stops the next', () => {
    const works = fc.subarray([...CHANNELS]);
    fc.assert(
      fc.property(facts, preferences, available, works, (notice, wishes, there, working) => {
        const plan = planNotice(notice, wishes, there, now);
        const tried = new Map<Channel, boolean>();
        for (let next = nextChannel(plan, tried); next; next = nextChannel(plan, tried)) {
          expect(tried.has(next)).toBe(false);
          expect(there.has(next)).toBe(true);
          tried.set(next, working.includes(next));
        }
        for (const channel of plan.channels) expect(tried.has(channel)).toBe(true);
        const reached = [...tried.values()].some(Boolean);
        const could = [...plan.channels, ...plan.fallback].some((channel) => working.includes(channel));
        expect(reached).toBe(could);
      }),
    );
  });

  it('reach a person by whatever there is, where they must', () => {
    fc.assert(
      fc.property(facts, preferences, available, (notice, wishes, there) => {
        const plan = planNotice(notice, wishes, there, now);
        const some = CHOSEN_CHANNELS.some((channel) => there.has(channel));
        if (KIND_RULES[notice.kind].mustReach && some) expect(plan.channels.length).toBeGreaterThan(0);
        if (!notice.paged) expect([...plan.channels, ...plan.fallback]).not.toContain('paging');
        expect(plan.sendAt.getTime()).toBeGreaterThanOrEqual(now.getTime());
      }),
    );
  });
});

it.each([
  ['slack', false, true],
  ['email', false, false],
  ['teams', true, true],
  ['paging', false, false],
] as const)('%s is overheard by others: to a member %s, to a room %s', (channel, member, room) => {
  expect([isOverheard(channel, 'member'), isOverheard(channel, 'room')]).toEqual([member, room]);
});

describe('a channel that asks for a moment', () => {
  const plan = { channels: ['slack', 'email'], fallback: ['teams'] } as const;
  const next = (tried: [Channel, boolean][], waiting: Channel[]) =>
    nextChannel({ channels: [...plan.channels], fallback: [...plan.fallback] }, new Map(tried), new Set(waiting));

  it('holds up no other that is wanted, and nothing stands in for it', () => {
    expect(next([], ['slack'])).toBe('email');
    expect(next([['email', false]], ['slack'])).toBeNull();
  });

  it('is tried again though another worked', () => {
    expect(next([['email', true]], [])).toBe('slack');
  });
});

describe('preferences', () => {
  it.each(NOTICE_KINDS)('%s: the centre is always on', (kind) => {
    expect(wantedChannels(kind, NO_PREFERENCES)).toContain('in_app');
    expect(wantedChannels(kind, { channels: { [kind]: [] }, quietHours: null })).toEqual(['in_app']);
  });

  it('name known kinds and channels alone', () => {
    const with_ = (channels: object) => NoticePreferences.safeParse({ channels, quietHours: null }).success;
    expect(with_({ 'case.assigned': ['email'] })).toBe(true);
    for (const wrong of [{ 'case.assigned': ['paging'] }, { 'case.assigned': ['pigeon'] }, { other: [] }])
      expect(with_(wrong)).toBe(false);
  });
});

it('one cause tells a member once, and no two causes are the same', () => {
  const key = { cause: 'event-1', memberId: 'm/1' };
  expect(dedupKey(key)).toBe(dedupKey({ ...key }));
  const others = [
    { cause: 'event-1/m', memberId: '1' },
    { ...key, cause: 'event-2' },
  ];
  expect(new Set([key, ...others].map(dedupKey)).size).toBe(3);
});
