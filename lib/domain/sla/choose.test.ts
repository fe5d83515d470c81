import { describe, expect, it } from 'vitest';
import { calendarAt, choosePolicy, inForce, rankedPolicies } from './choose.ts';
import { type PolicyBook, type PolicyVersion, SHIPPED_BOOK } from './policy.ts';

const day = (date: number) => new Date(Date.UTC(2026, 0, date));
const critical = SHIPPED_BOOK.policies.find(({ scope }) => scope.severity === 'critical')!;
const policy = (policyId: string, more: Partial<PolicyVersion> = {}, scope: Partial<PolicyVersion['scope']> = {}) => ({
  ...critical,
  id: `${policyId} ${more.version ?? 1}`,
  policyId,
  ...more,
  scope: { ...critical.scope, ...scope },
});
const bookOf = (...policies: PolicyVersion[]): PolicyBook => ({ ...SHIPPED_BOOK, policies });
const facts = { severity: 'critical', category: 'Cloud', source: 'wiz', vip: false } as const;

describe('the most specific wins', () => {
  const all = [
    policy('any'),
    policy('vip', {}, { vip: false }),
    policy('source', {}, { source: 'wiz' }),
    policy('category', {}, { category: 'Cloud' }),
    policy('source and vip', {}, { source: 'wiz', vip: false }),
    policy('category and vip', {}, { category: 'Cloud', vip: false }),
    policy('category and source', {}, { category: 'Cloud', source: 'wiz' }),
    policy('all', {}, { category: 'Cloud', source: 'wiz', vip: false }),
    policy('another severity', {}, { severity: 'low' }),
    policy('another category', {}, { category: 'Email' }),
    policy('another source', {}, { source: 'okta' }),
    policy('VIPs alone', {}, { vip: true }),
  ];

  it('by conditions first, then category before source before VIP', () => {
    expect(rankedPolicies(bookOf(...all), facts, day(2)).map(({ policyId }) => policyId)).toEqual([
      'all',
      'category and source',
      'category and vip',
      'source and vip',
      'category',
      'source',
      'vip',
      'any',
    ]);
  });

  it('whatever the order in which they were made', () => {
    expect(choosePolicy(bookOf(...all.toReversed()), facts, day(2))?.policyId).toBe('all');
  });

  it('none that fits: nothing is promised', () => {
    expect(choosePolicy(bookOf(policy('x', {}, { severity: 'low' })), facts, day(2))).toBeNull();
  });
});

describe('versions', () => {
  const first = policy('p', { version: 1, effectiveFrom: day(1) });
  const second = policy('p', { version: 2, effectiveFrom: day(10) });
  const sooner = policy('p', { version: 3, effectiveFrom: day(5) });
  const versionAt = (date: number, ...versions: PolicyVersion[]) => inForce(bookOf(...versions), day(date))[0]?.version;

  it.each([
    [0, undefined],
    [1, 1],
    [9, 1],
    [10, 2],
    [99, 2],
  ])('on day %i version %s is in force', (date, version) => {
    expect(versionAt(date, second, first)).toBe(version);
  });

  it('one that is planned for later stays planned when another begins before it', () => {
    expect([4, 5, 9, 10].map((date) => versionAt(date, first, second, sooner))).toEqual([1, 3, 3, 2]);
  });

  it('of two that begin at once the newer one holds', () => {
    expect(versionAt(20, policy('p', { version: 4, effectiveFrom: day(10) }), second)).toBe(4);
  });

  it('a retired policy promises nothing from then on, and what it promised before stays', () => {
    const retired = policy('p', { effectiveFrom: day(1), retiredAt: day(6) });
    expect([5, 6].map((date) => versionAt(date, retired))).toEqual([1, undefined]);
  });
});

describe('calendars', () => {
  const version = (number: number, from: number) => ({
    ...SHIPPED_BOOK.calendars[0]!,
    id: `c${number}`,
    calendarId: 'c',
    version: number,
    effectiveFrom: day(from),
  });
  const book = { ...SHIPPED_BOOK, calendars: [version(2, 10), version(1, 5)] };

  it.each([
    [1, 'c1'],
    [5, 'c1'],
    [9, 'c1'],
    [10, 'c2'],
  ])('on day %i it is %s', (date, id) => {
    expect(calendarAt(book, 'c', day(date))?.id).toBe(id);
  });

  it('one that is not there is nothing', () => {
    expect(calendarAt(book, 'other', day(1))).toBeNull();
  });
});
