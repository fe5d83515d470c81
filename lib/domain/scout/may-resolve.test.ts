import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { OBSERVABLE_VERDICTS } from '../observables/types.ts';
import { SEVERITIES } from '../severity.ts';
import { SCOUT_VERDICTS } from './investigation.ts';
import { mayResolve, RESOLVE_REFUSALS, type ResolveFacts, type ResolveRefusal } from './may-resolve.ts';
import { SCOUT_ACTS, ScoutParameters } from './parameters.ts';

const POLICY = ScoutParameters.parse({});

/** A case that Scout may resolve: each refusal is one change away from it. */
const HARMLESS: ResolveFacts = {
  severity: 'medium',
  category: 'Cloud',
  vip: 'no',
  verdict: 'benign',
  anyMalicious: false,
  anySuspicious: false,
  unjudged: 0,
  badCommand: false,
  unknownCommands: 0,
  unreadCommands: null,
  accusation: null,
  told: null,
  infected: false,
  unknownDevices: null,
  userReport: false,
  factorChange: false,
  ordered: false,
  found: 'benign',
  similar: { harmless: 1, attacked: false },
  openedByPerson: false,
  onHold: false,
  storm: false,
  underWay: [],
};

it('is allowed where nothing refuses', () => {
  expect(mayResolve(HARMLESS, POLICY)).toEqual({ may: true });
});

const REFUSED: [ResolveRefusal, Partial<ResolveFacts>, Partial<ScoutParameters>][] = [
  ['not_allowed', {}, { acts: ['comment'] }],
  ['severity', { severity: 'high' }, {}],
  ['severity', { severity: 'critical' }, {}],
  ['severity', { severity: 'medium' }, { resolveUpTo: 'low' }],
  ['category', {}, { resolveCategories: ['Malware'] }],
  ['vip', { vip: 'yes' }, {}],
  ['vip_unknown', { vip: 'unknown' }, {}],
  ['not_benign', { verdict: 'unknown' }, {}],
  ['not_benign', { verdict: 'suspicious' }, {}],
  ['malicious_observable', { anyMalicious: true }, {}],
  ['bad_command', { badCommand: true }, {}],
  ['suspicious_observable', { anySuspicious: true }, {}],
  ['unjudged_observable', { unjudged: 1 }, {}],
  ['unjudged_observable', { unjudged: 4 }, {}],
  ['accused', { accusation: { where: 'alert', field: 'verdict', word: 'malicious' } }, {}],
  ['accused', { accusation: { where: 'case', field: 'verdict', word: 'malicious' } }, {}],
  ['told', { told: { where: 'alert', field: 'message', word: 'ransomware' } }, {}],
  ['told', { told: { where: 'case', field: 'title', word: 'ransomware' } }, {}],
  ['command_unread', { unreadCommands: 'The case has more than 1,000 events.' }, {}],
  ['command_unknown', { unknownCommands: 1 }, {}],
  ['command_unknown', { unknownCommands: 7 }, {}],
  ['infected', { infected: true }, {}],
  ['device_unknown', { unknownDevices: 'SentinelOne has not said anything of till-1.' }, {}],
  ['user_report', { userReport: true }, {}],
  ['factor_change', { factorChange: true }, {}],
  ['ordered', { ordered: true }, {}],
  ['found', { found: 'undetermined' }, {}],
  ['similar_attack', { similar: { harmless: 9, attacked: true } }, {}],
  ['similar_few', {}, { similarNeeded: 2 }],
  ['opened_by_person', { openedByPerson: true }, {}],
  ['on_hold', { onHold: true }, {}],
  ['storm', { storm: true }, {}],
  ['under_way', { underWay: ['Analyse threat intelligence'] }, {}],
];

describe('each refusal', () => {
  it.each(REFUSED)('%s: %j %j', (code, change, policy) => {
    const decision = mayResolve({ ...HARMLESS, ...change }, { ...POLICY, ...policy });
    expect(decision).toEqual({ may: false, refused: [{ code, reason: expect.stringMatching(/\.$/) }] });
  });

  it('is in the table', () => {
    expect(new Set(REFUSED.map(([code]) => code))).toEqual(new Set(RESOLVE_REFUSALS));
  });
});

const sentence = fc.constantFrom(null, 'It is not known.');
const judgement = fc.constantFrom(null, { where: 'alert', field: 'verdict', word: 'malicious' } as const);
const resolveFacts = fc.record<ResolveFacts>({
  severity: fc.constantFrom(...SEVERITIES),
  category: fc.constantFrom('Cloud', 'Malware'),
  vip: fc.constantFrom('yes', 'no', 'unknown'),
  verdict: fc.constantFrom(...OBSERVABLE_VERDICTS),
  anyMalicious: fc.boolean(),
  anySuspicious: fc.boolean(),
  unjudged: fc.nat(2),
  badCommand: fc.boolean(),
  unknownCommands: fc.nat(2),
  unreadCommands: sentence,
  accusation: judgement,
  told: judgement,
  infected: fc.boolean(),
  unknownDevices: sentence,
  userReport: fc.boolean(),
  factorChange: fc.boolean(),
  ordered: fc.boolean(),
  found: fc.constantFrom(...SCOUT_VERDICTS),
  similar: fc.record({ harmless: fc.nat(5), attacked: fc.boolean() }),
  openedByPerson: fc.boolean(),
  onHold: fc.boolean(),
  storm: fc.boolean(),
  underWay: fc.constantFrom([], ['Enrich devices']),
});
/** Those one change away from harmless, too: of facts drawn at random next to none is. */
const nearlyHarmless = fc
  .tuple(resolveFacts, fc.subarray(Object.keys(HARMLESS) as (keyof ResolveFacts)[], { maxLength: 3 }))
  .map(([facts, keys]) => ({ ...HARMLESS, ...Object.fromEntries(keys.map((key) => [key, facts[key]])) }));
const policies = fc
  .record({
    acts: fc.subarray([...SCOUT_ACTS]),
    resolveUpTo: fc.constantFrom('informational' as const, 'low' as const, 'medium' as const),
    similarNeeded: fc.nat(3),
  })
  .map((set) => ScoutParameters.parse(set));

test('whatever an administrator sets, nothing but a case of which all is known to be harmless is ever resolved', () => {
  fc.assert(
    fc.property(fc.oneof(resolveFacts, nearlyHarmless), policies, (facts, policy) => {
      if (!mayResolve(facts, policy).may) return;
      const { severity, category, similar, ...rest } = facts;
      const { severity: _, category: __, similar: ___, ...harmless } = HARMLESS;
      expect(rest).toEqual(harmless);
      expect(similar.attacked).toBe(false);
      expect(similar.harmless).toBeGreaterThanOrEqual(policy.similarNeeded);
      expect(['informational', 'low', 'medium']).toContain(severity);
      expect(policy.acts).toContain('resolve');
    }),
    { numRuns: 2_000 },
  );
});
