import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SEVERITIES } from '../severity.ts';
import { type AutoCloseFacts, AutoCloseParameters, decideAutoClose, type RefusalCode } from './auto-close.ts';
import { isSampled } from './sample.ts';

const SHIPPED = AutoCloseParameters.parse({});
const FACTS: AutoCloseFacts = {
  caseKey: 'CASE-1042',
  severity: 'medium',
  vip: 'no',
  owner: 'nobody',
  openedByPerson: false,
  verdict: 'benign',
  fromKnownNetworks: true,
  anyMalicious: false,
  userReport: false,
  factorChange: false,
  pass: 'first',
};
const refusalsOf = (facts: Partial<AutoCloseFacts>, parameters: Partial<AutoCloseParameters> = {}) => {
  const decision = decideAutoClose({ ...FACTS, ...facts }, { ...SHIPPED, ...parameters });
  return decision.close ? [] : decision.refusals.map(({ code }) => code);
};

describe('by the shipped parameters', () => {
  test.each<[name: string, Partial<AutoCloseFacts>, RefusalCode[]]>([
    ['a benign case', {}, []],
    ['of low severity', { severity: 'low' }, []],
    ['of high severity', { severity: 'high' }, ['severity']],
    ['of critical severity', { severity: 'critical' }, ['severity']],
    ["a VIP's", { vip: 'yes' }, ['vip']],
    ['of one who may be a VIP', { vip: 'unknown' }, ['vip_unknown']],
    ['that a person owns', { owner: 'human' }, ['human_owner']],
    ['that Scout owns', { owner: 'ai' }, []],
    ['that a person opened', { openedByPerson: true }, ['opened_by_person']],
    ['reported by the user, from our VPN', { userReport: true }, []],
    ['reported by the user, benign by opinions', { userReport: true, fromKnownNetworks: false }, ['user_report']],
    ['benign by opinions', { fromKnownNetworks: false }, []],
    ['about a changed factor', { factorChange: true }, ['factor_change']],
    ['with something malicious in it', { anyMalicious: true }, ['malicious_observable']],
    ['unknown', { verdict: 'unknown' }, ['not_benign']],
    ['suspicious', { verdict: 'suspicious' }, ['not_benign']],
    ['malicious', { verdict: 'malicious', anyMalicious: true }, ['not_benign', 'malicious_observable']],
    ['looked at again', { pass: 'later' }, ['later_pass']],
    ['with all against it', { vip: 'yes', severity: 'critical', owner: 'human' }, ['vip', 'severity', 'human_owner']],
  ])('%s', (_, facts, codes) => {
    expect(refusalsOf(facts)).toEqual(codes);
  });
});

test.each<[Partial<AutoCloseFacts>, Partial<AutoCloseParameters>]>([
  [{ vip: 'yes' }, { closeVip: true }],
  [{ vip: 'unknown' }, { closeVip: true }],
  [{ severity: 'critical' }, { closeUpTo: 'critical' }],
  [{ owner: 'human' }, { closeAssigned: true }],
  [{ openedByPerson: true }, { closeOpenedByPeople: true }],
  [{ userReport: true, fromKnownNetworks: false }, { closeUserReports: true }],
  [{ factorChange: true }, { closeFactorChanges: true }],
])('%j closes where an administrator says so: %j', (facts, parameters) => {
  expect(refusalsOf(facts)).toHaveLength(1);
  expect(refusalsOf(facts, parameters)).toEqual([]);
});

test('what is not benign, malicious or a later look never closes, and switched off nothing does', () => {
  const all = { closeVip: true, closeAssigned: true, closeUserReports: true, closeFactorChanges: true } as const;
  const open = { ...all, closeUpTo: 'critical' } as const;
  expect(refusalsOf({ verdict: 'unknown' }, open)).toEqual(['not_benign']);
  expect(refusalsOf({ anyMalicious: true }, open)).toEqual(['malicious_observable']);
  expect(refusalsOf({ pass: 'later' }, open)).toEqual(['later_pass']);
  expect(refusalsOf({}, { ...open, autoClose: false })).toEqual(['switched_off']);
});

test('each refusal is a sentence with the value that decided', () => {
  const decision = decideAutoClose({ ...FACTS, severity: 'high', verdict: 'suspicious' }, SHIPPED);
  expect(decision).toEqual({
    close: false,
    refusals: [
      { code: 'not_benign', reason: 'The verdict is suspicious, not benign.' },
      { code: 'severity', reason: 'The severity is high, above medium.' },
    ],
  });
});

test('a case that is closed never becomes open to closing by being graver', () => {
  fc.assert(
    fc.property(fc.constantFrom(...SEVERITIES), fc.constantFrom(...SEVERITIES), (severity, closeUpTo) => {
      const closes = refusalsOf({ severity }, { closeUpTo }).length === 0;
      expect(closes).toBe(SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(closeUpTo));
    }),
  );
});

describe('the sample for review', () => {
  const keys = Array.from({ length: 20_000 }, (_, n) => `CASE-${n + 1}`);

  test.each([0, 1, 5, 50, 100])('holds %i % of the cases', (percent) => {
    const share = keys.filter((key) => isSampled(key, percent)).length / keys.length;
    expect(Math.abs(share - percent / 100)).toBeLessThan(0.01);
  });

  test('does not come in runs, and a larger one holds the smaller', () => {
    const inEachThousand = Array.from(
      { length: 20 },
      (_, n) => keys.slice(n * 1_000, (n + 1) * 1_000).filter((key) => isSampled(key, 5)).length,
    );
    for (const count of inEachThousand) expect(count).toSatisfy((n: number) => n > 20 && n < 90);
    for (const key of keys.slice(0, 500)) expect(isSampled(key, 20) || !isSampled(key, 5)).toBe(true);
  });

  test('says the same of the same case', () => {
    const review = (caseKey: string) => decideAutoClose({ ...FACTS, caseKey }, SHIPPED);
    const sampled = keys.find((key) => isSampled(key, 5))!;
    const others = keys.find((key) => !isSampled(key, 5))!;
    expect(review(sampled)).toEqual({ close: true, review: true });
    expect(review(others)).toEqual({ close: true, review: false });
    expect(review(sampled)).toEqual(review(sampled));
  });
});
