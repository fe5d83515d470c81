import { describe, expect, it } from 'vitest';
import { ApiKeyInput, MemberInput, MemberPatch, WeeklyShift } from './member.ts';

const least = { name: 'Ada Rossi', email: 'ada@example.com', role: 'analyst' };

describe('a new member', () => {
  it('needs a name, an e-mail address and a role', () => {
    expect(MemberInput.parse(least)).toEqual(least);
    for (const field of Object.keys(least))
      expect(MemberInput.safeParse({ ...least, [field]: undefined }).success, field).toBe(false);
  });

  it('has its address in small letters, since people sign in by it', () => {
    expect(MemberInput.parse({ ...least, email: 'Ada@Example.COM' }).email).toBe('ada@example.com');
  });

  it.each<[string, object, string]>([
    ['a bad address', { email: 'ada' }, 'email: Write an e-mail address.'],
    ['a short password', { password: 'short' }, 'password: A password has at least 12 characters.'],
  ])('refuses %s', (_name, change, expected) => {
    const parsed = MemberInput.safeParse({ ...least, ...change });
    expect(parsed.error?.issues.map((issue) => `${issue.path.join('/')}: ${issue.message}`)).toEqual([expected]);
  });

  it.each<[string, object]>([
    ['an unknown role', { role: 'owner' }],
    ['a tier of four', { tier: 4 }],
    ['an unknown field', { kind: 'ai' }],
    ['being disabled from the start', { disabled: true }],
  ])('refuses %s', (_name, change) => {
    expect(MemberInput.safeParse({ ...least, ...change }).success).toBe(false);
  });
});

describe('a changed member', () => {
  it.each<[string, object, boolean]>([
    ['one field', { tier: 2 }, true],
    ['a tier taken away', { tier: null }, true],
    ['on shift as the hours say', { onShift: null }, true],
    ['disabled', { disabled: true }, true],
    ['an unknown field', { passwordHash: 'x' }, false],
  ])('%s', (_name, patch, good) => {
    expect(MemberPatch.safeParse(patch).success).toBe(good);
  });
});

describe('weekly hours', () => {
  const shift = (timeZone: string, day: number, start: string, end: string) => ({
    timeZone,
    hours: [{ day, start, end }],
  });
  it.each<[string, object, boolean]>([
    ['a day', shift('Europe/Rome', 1, '08:00', '16:30'), true],
    ['over midnight', shift('UTC', 7, '22:00', '06:00'), true],
    ['no hours', { timeZone: 'UTC', hours: [] }, true],
    ['a zone that is none', shift('Europe/Atlantis', 1, '08:00', '16:00'), false],
    ['day 0', shift('UTC', 0, '08:00', '16:00'), false],
    ['day 8', shift('UTC', 8, '08:00', '16:00'), false],
    ['24:00', shift('UTC', 1, '08:00', '24:00'), false],
    ['8:00', shift('UTC', 1, '8:00', '16:00'), false],
    ['12:60', shift('UTC', 1, '08:00', '12:60'), false],
  ])('%s', (_name, value, good) => {
    expect(WeeklyShift.safeParse(value).success).toBe(good);
  });
});

it.each<[string, object, boolean]>([
  ['without an end', { name: 'ci', role: 'viewer' }, true],
  ['that never ends', { name: 'ci', role: 'viewer', expiresAt: null }, true],
  ['with an end', { name: 'ci', role: 'admin', expiresAt: '2027-01-01T00:00:00Z' }, true],
  ['without a role', { name: 'ci' }, false],
  ['without a name', { name: ' ', role: 'viewer' }, false],
])('an API key %s', (_name, input, good) => {
  expect(ApiKeyInput.safeParse(input).success).toBe(good);
});
