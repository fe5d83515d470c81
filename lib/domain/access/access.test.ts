import { describe, expect, it, test } from 'vitest';
import { type CandidateMac, choicesOf, type KnownStore, storeOf } from './choices.ts';
import { barToDecide, type Decider } from './decide.ts';
import { AccessRequestInput } from './request.ts';
import { retryAfterMs } from './retry.ts';
import { type AccessTimes, standingOf } from './standing.ts';
import { ACCESS_MOVES, ACCESS_STATES, ACCESS_STEPS, assertAccessMove, assertStepMove, STEP_MOVES } from './state.ts';

describe('states', () => {
  /** Written apart from the table: who may follow whom. */
  const EXPECTED: Record<string, string> = {
    requested: 'approved denied expired cancelled failed',
    approved: 'granted revoking failed',
    granted: 'revoking',
    revoking: 'revoked failed',
    revoked: '',
    failed: '',
    denied: '',
    expired: '',
    cancelled: '',
  };
  const pairs = ACCESS_STATES.flatMap((from) => ACCESS_STATES.map((to) => [from, to] as const));
  it.each(pairs)('%s to %s', (from, to) => {
    const listed = EXPECTED[from]!.split(' ').includes(to);
    if (listed) expect(() => assertAccessMove(from, to)).not.toThrow();
    else expect(() => assertAccessMove(from, to)).toThrow(RangeError);
  });

  it('a right that was granted ends in no other way than by being revoked', () => {
    const reached = new Set(['granted']);
    for (const state of reached)
      if (state !== 'revoked' && state !== 'failed') for (const to of ACCESS_MOVES[state as 'granted']) reached.add(to);
    expect([...reached]).toEqual(['granted', 'revoking', 'revoked', 'failed']);
  });

  it('steps only go forward', () => {
    for (const from of ACCESS_STEPS)
      for (const to of STEP_MOVES[from]) expect(ACCESS_STEPS.indexOf(to)).toBeGreaterThan(ACCESS_STEPS.indexOf(from));
    expect(() => assertStepMove('reason', 'approval')).toThrow(RangeError);
    expect(() => assertStepMove(null, 'reason')).toThrow(RangeError);
  });
});

describe('who decides', () => {
  const concerned = {
    requester: { id: 'r', email: 'rita@shop.example' },
    beneficiary: { id: 'b', email: 'ben@shop.example' },
  };
  const key = { kind: 'api_key', role: 'admin', memberId: null, email: null, groups: [] } as const;
  const who = (more: Partial<Decider>): Decider => ({
    ...{ kind: 'user', id: 'a', role: 'lead', memberId: 'a', email: 'ada@shop.example', groups: ['access-approvers'] },
    ...more,
  });
  it.each<[string, Partial<Decider>, RegExp | null]>([
    ['a lead of the group', {}, null],
    ['the group in another case', { groups: ['Access-Approvers'] }, null],
    ['a lead without the group', { groups: [] }, /group access-approvers/],
    ['an administrator without the group', { role: 'admin', groups: [] }, /group access-approvers/],
    ['an approver, whose role says it', { role: 'approver', groups: [] }, null],
    ['an analyst of the group', { role: 'analyst' }, /role analyst/],
    ['a requester of the group', { role: 'requester' }, /role requester/],
    ['who asked', { id: 'r' }, /asked for access never decides/],
    ['who asked, by the address', { email: 'RITA@shop.example' }, /asked for access never decides/],
    ['who would get it', { id: 'b' }, /would get the access never decides/],
    ['who would get it, by the address', { email: 'ben@shop.example' }, /would get the access never decides/],
    ['a key of an approver', { ...key, role: 'approver' }, null],
    ['the key that asked', { ...key, id: 'r' }, /never decides/],
    ['another key, whoever made it', { ...key, id: 's' }, null],
    ['a key of an analyst', { ...key, role: 'analyst' }, /role analyst/],
    ['a key of who asked', { ...key, memberId: 'r' }, /asked for access never decides/],
    ['a key of who would get it', { ...key, memberId: 'b' }, /would get the access never decides/],
    ['the same, known by the address', { ...key, memberId: 'x', email: 'Ben@shop.example' }, /would get the access/],
  ])('%s', (_name, more, bar) => {
    const answer = barToDecide(who(more), concerned, 'access-approvers');
    if (bar === null) expect(answer).toBeNull();
    else expect(answer).toMatch(bar);
  });
});

describe('which Macs can be had', () => {
  const stores: KnownStore[] = [
    { key: 'roma', name: 'Roma 12', networks: ['10.20.0.0/16'] },
    { key: 'milano', name: 'Milano 3', networks: ['10.20.7.0/24', '2001:db8::/48'] },
  ];
  const mac = (more: Partial<CandidateMac> = {}): CandidateMac => ({
    ...{ id: '7', name: 'MBA-7', serialNumber: 'C02', model: 'Air', managed: true, groups: [] },
    ...{ building: 'roma 12', lastIps: ['10.20.1.9'] },
    ...more,
  });
  const chosen = (more: Partial<CandidateMac>, group: string | null = null) => {
    const { choices, refused } = choicesOf([mac(more)], stores, group);
    return [choices.map(({ id, storeBy }) => `${id} ${storeBy}`), refused.map(({ reason }) => reason)];
  };

  it.each<[string, Partial<CandidateMac>, string | null, string[], RegExp | null]>([
    ['at its store, by the network', {}, null, ['7@roma network'], null],
    ['without a building: where its address is', { building: null }, null, ['7@roma network'], null],
    ['an address of no store: the person says', { lastIps: ['198.51.100.4'] }, null, ['7@roma self'], null],
    ['no address at all', { lastIps: [] }, null, ['7@roma self'], null],
    [
      'neither building nor address: any store',
      { building: null, lastIps: [] },
      null,
      ['7@roma self', '7@milano self'],
      null,
    ],
    [
      'the second address counts where the first says nothing',
      { lastIps: ['192.0.2.1', '10.20.1.9'] },
      null,
      ['7@roma network'],
      null,
    ],
    [
      'seen at another store',
      { lastIps: ['10.20.7.9'] },
      null,
      [],
      /belongs to Roma 12, and was seen last in Milano 3/,
    ],
    ['not managed', { managed: false }, null, [], /not managed/],
    ['not in the group of approved Macs', {}, 'Approved', [], /Jamf group Approved/],
    ['in it, by name', { groups: [{ id: '9', name: 'approved' }] }, 'Approved', ['7@roma network'], null],
    ['in it, by number', { groups: [{ id: '9', name: 'X' }] }, '9', ['7@roma network'], null],
  ])('%s', (_name, more, group, choices, reason) => {
    const [found, why] = chosen(more, group);
    expect(found).toEqual(choices);
    if (reason) expect(why).toEqual([expect.stringMatching(reason)]);
    else expect(why).toEqual([]);
  });

  it('the narrowest range decides, in both families', () => {
    expect(storeOf(['10.20.7.1'], stores)?.key).toBe('milano');
    expect(storeOf(['2001:db8::5'], stores)?.key).toBe('milano');
    expect(storeOf(['not an address'], stores)).toBeNull();
  });

  it('without any store there is only the Mac to choose', () => {
    expect(choicesOf([mac()], [], null).choices).toMatchObject([{ id: '7', store: null, storeBy: null }]);
  });
});

describe('what the Mac does', () => {
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 12, 12) + minute * 60_000);
  const ended = { state: 'revoked', revokedAt: at(15) } as const;
  const times = (more: Partial<AccessTimes>): AccessTimes => ({
    ...{ state: 'granted', askedAt: at(0), grantedAt: at(0), revokedAt: null, returnedAt: null, lastContactAt: null },
    ...{ contactAtGrant: null, contactAtEnd: null, deviceGone: false },
    ...more,
  });
  test.each<[string, Partial<AccessTimes>, string]>([
    ['nothing was granted', { state: 'approved', grantedAt: null }, 'none'],
    [
      'its answer was lost, the Mac has heard of it, and not of its end',
      { state: 'failed', grantedAt: null, revokedAt: at(5), lastContactAt: at(2) },
      'still_admin',
    ],
    ['not heard of since', { lastContactAt: at(-5) }, 'waits'],
    ['checked in', { lastContactAt: at(1) }, 'admin'],
    ['taken back, not heard of since', { state: 'revoked', revokedAt: at(15), lastContactAt: at(1) }, 'still_admin'],
    ['taken back before it ever heard', { state: 'revoked', revokedAt: at(15), lastContactAt: at(-5) }, 'never_admin'],
    ['taken back, and checked in', { state: 'revoked', revokedAt: at(15), lastContactAt: at(16) }, 'off'],
    [
      'found again after its end, and the Mac has checked in since',
      { state: 'revoked', revokedAt: at(15), returnedAt: at(16), lastContactAt: at(17) },
      'admin',
    ],
    [
      'a vendor’s clock ahead of ours tells of no end',
      { ...ended, contactAtEnd: at(16), lastContactAt: at(16) },
      'still_admin',
    ],
    ['one behind it does not hide a check-in', { ...ended, contactAtEnd: at(13), lastContactAt: at(14) }, 'off'],
    ['one behind it does not hide that it heard', { contactAtGrant: at(-9), lastContactAt: at(-8) }, 'admin'],
    [
      'no earlier check-in is known: half a minute decides nothing',
      { ...ended, lastContactAt: at(15.5) },
      'still_admin',
    ],
    ['half a minute before the grant may be after it', { lastContactAt: at(-0.5) }, 'admin'],
    ['being taken back', { state: 'revoking', lastContactAt: at(1) }, 'admin'],
    ['gone from the vendor', { state: 'revoked', revokedAt: at(15), deviceGone: true }, 'gone'],
  ])('%s', (_name, more, standing) => {
    expect(standingOf(times(more))).toBe(standing);
  });
});

it('tries come apart, and never more than a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map(retryAfterMs)).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
});

it.each([
  ['a reason of nine characters', { reason: '123456789' }],
  ['a reason of blanks', { reason: '            ' }],
  ['a reason of 501', { reason: 'x'.repeat(501) }],
  ['four minutes', { minutes: 4 }],
  ['481 minutes', { minutes: 481 }],
  ['a field that nobody knows', { admin: true }],
  ['no address', { email: 'maria' }],
])('refuses %s', (_name, change) => {
  const good = { email: 'Maria@shop.example', reason: 'Install the driver', minutes: 15 };
  expect(AccessRequestInput.parse(good).email).toBe('maria@shop.example');
  expect(AccessRequestInput.safeParse({ ...good, ...change }).success).toBe(false);
});
