import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OBSERVABLE_ROLES, OBSERVABLE_VERDICTS, type ObservableVerdict } from '../observables/types.ts';
import { ANSWER_STATES, expiresAt, type SourceAnswer } from '../verdict.ts';
import type { KnownNetwork } from './known-network.ts';
import { ago, HOUR, NOW, said } from './testing/answers.ts';
import { type Evidence, weigh } from './weigh.ts';
import { type WeighedObservable, weighCase } from './weigh-case.ts';

const VPN: KnownNetwork = { kind: 'vpn', name: 'VPN West', cidr: '198.51.100.0/24' };
const judge = (answers: readonly SourceAnswer[], more: Partial<Evidence> = {}) =>
  weigh({ answers, knownNetwork: null, override: null, now: NOW, ...more });
/** From mild to grave, for who decides on closing. */
const WEIGHT: Record<ObservableVerdict, number> = { benign: 0, unknown: 1, suspicious: 2, malicious: 3 };

describe('an observable', () => {
  const stale = { at: ago(2 * HOUR) };
  test.each<[name: string, SourceAnswer[], KnownNetwork | null, ObservableVerdict, string]>([
    ['nobody was asked', [], null, 'unknown', 'nobody_asked'],
    ['nobody knows it', [said('vt', null), said('rf', null), said('otx', null)], null, 'unknown', 'nobody_says_enough'],
    ['nobody flags it', [said('vt', 'unknown'), said('rf', 'unknown')], null, 'unknown', 'nobody_says_enough'],
    ['one calls it benign', [said('vt', 'benign'), said('rf', null)], null, 'unknown', 'nobody_says_enough'],
    ['two call it benign', [said('vt', 'benign'), said('otx', 'benign')], null, 'benign', 'opinions'],
    ['one says so twice', [said('vt', 'benign'), said('vt', 'benign')], null, 'unknown', 'nobody_says_enough'],
    [
      'one of the two is stale',
      [said('vt', 'benign'), said('otx', 'benign', stale)],
      null,
      'unknown',
      'nobody_says_enough',
    ],
    [
      'two against one',
      [said('vt', 'benign'), said('otx', 'benign'), said('rf', 'suspicious')],
      null,
      'suspicious',
      'opinions',
    ],
    [
      'one calls it malicious',
      [said('vt', 'malicious'), said('rf', 'benign'), said('otx', 'benign')],
      null,
      'malicious',
      'opinions',
    ],
    ['one calls it suspicious', [said('rf', 'suspicious'), said('vt', null)], null, 'suspicious', 'opinions'],
    ['malice of yesterday', [said('vt', 'malicious', stale)], null, 'unknown', 'nobody_says_enough'],
    ['our own VPN', [], VPN, 'benign', 'known_network'],
    ['our own VPN that nobody knows', [said('vt', null), said('rf', 'unknown')], VPN, 'benign', 'known_network'],
    ['our own VPN, suspected', [said('vt', 'suspicious')], VPN, 'suspicious', 'opinions'],
    ['our own VPN, called malicious', [said('vt', 'malicious')], VPN, 'malicious', 'opinions'],
    [
      'all of them failed',
      [said('vt', null, { state: 'failed' }), said('rf', null, { state: 'limited' })],
      null,
      'unknown',
      'nobody_says_enough',
    ],
  ])('%s', (_, answers, knownNetwork, verdict, ground) => {
    expect(judge(answers, { knownNetwork })).toMatchObject({ verdict, ground, knownNetwork });
  });

  test('tells who spoke, and why the others do not weigh', () => {
    const answers = [
      said('vt', 'malicious', { score: 9 }),
      said('rf', null, { state: 'limited' }),
      said('otx', null),
      said('axonius', 'benign', stale),
      said('abuse', 'unknown'),
    ];
    expect(judge(answers)).toMatchObject({
      spoke: [{ source: 'vt', verdict: 'malicious', score: 9 }],
      silent: [
        { source: 'abuse', why: 'no_opinion' },
        { source: 'axonius', why: 'stale' },
        { source: 'otx', why: 'unknown' },
        { source: 'rf', why: 'limited' },
      ],
    });
  });

  test("a person's word wins until its end", () => {
    const answers = [said('vt', 'malicious')];
    const override = { verdict: 'benign', until: ago(-1) } as const;
    expect(judge(answers, { override })).toMatchObject({ verdict: 'benign', ground: 'override' });
    expect(judge(answers, { override: { ...override, until: NOW } })).toMatchObject({ verdict: 'malicious' });
    expect(judge(answers, { override: { ...override, until: null } })).toMatchObject({ ground: 'override' });
  });
});

const answer = fc.record({
  source: fc.constantFrom('vt', 'rf', 'otx', 'axonius'),
  state: fc.constantFrom(...ANSWER_STATES),
  verdict: fc.option(fc.constantFrom(...OBSERVABLE_VERDICTS), { nil: null }),
  score: fc.option(fc.integer({ min: 0, max: 10 }), { nil: null }),
  at: fc.integer({ min: 0, max: 10 * HOUR }).map(ago),
  ttlSeconds: fc.integer({ min: 0, max: 10 * HOUR }),
});
const answersOf = fc.array(answer, { maxLength: 8 });
const more = fc.record({ knownNetwork: fc.constantFrom(null, VPN) });

test('the order of the answers never matters', () => {
  fc.assert(
    fc.property(
      answersOf.chain((answers) =>
        fc.tuple(fc.constant(answers), fc.shuffledSubarray(answers, { minLength: answers.length })),
      ),
      more,
      ([answers, shuffled], evidence) => {
        expect(judge(shuffled, evidence)).toEqual(judge(answers, evidence));
      },
    ),
  );
});

test('a fresh malicious opinion always decides, and one more never makes it milder', () => {
  fc.assert(
    fc.property(answersOf, more, fc.constantFrom('vt', 'new'), (answers, evidence, source) => {
      const after = judge([...answers, said(source, 'malicious')], evidence);
      expect(after.verdict).toBe('malicious');
      expect(WEIGHT[after.verdict]).toBeGreaterThanOrEqual(WEIGHT[judge(answers, evidence).verdict]);
    }),
  );
});

test('stale answers, failures and missing records change no verdict', () => {
  fc.assert(
    fc.property(answersOf, more, (answers, evidence) => {
      const fresh = answers.filter((one) => one.state === 'answered' && expiresAt(one) > NOW);
      expect(judge(answers, evidence).verdict).toBe(judge(fresh, evidence).verdict);
    }),
  );
});

test('benign never without positive evidence, nor with anybody against', () => {
  fc.assert(
    fc.property(answersOf, more, (answers, evidence) => {
      const { verdict, spoke, ground } = judge(answers, evidence);
      fc.pre(verdict === 'benign');
      expect(spoke.every((voice) => voice.verdict === 'benign')).toBe(true);
      const voices = new Set(spoke.map(({ source }) => source)).size;
      expect(ground === 'known_network' ? evidence.knownNetwork !== null : voices >= 2).toBe(true);
    }),
  );
});

describe('a case', () => {
  const observable = (verdict: ObservableVerdict, more_: Partial<WeighedObservable> = {}): WeighedObservable => ({
    type: 'ipv4',
    value: '203.0.113.77',
    role: 'implicated',
    weighed: { verdict, ground: 'opinions', knownNetwork: null, spoke: [], silent: [] },
    ...more_,
  });
  const fromVpn = observable('benign', { weighed: judge([], { knownNetwork: VPN }) });

  test.each<[name: string, WeighedObservable[], ObservableVerdict, fromKnown: boolean]>([
    ['without observables', [], 'unknown', false],
    ['only a victim', [observable('benign', { role: 'victim' })], 'unknown', false],
    ['from our VPN', [fromVpn], 'benign', true],
    ['from our VPN and a benign address', [fromVpn, observable('benign')], 'benign', false],
    ['one of them unknown', [fromVpn, observable('unknown')], 'unknown', false],
    ['one of them suspicious', [observable('unknown'), observable('suspicious')], 'suspicious', false],
    ['one of them malicious', [observable('benign'), observable('malicious')], 'malicious', false],
    ["a victim's is malicious", [fromVpn, observable('malicious', { role: 'victim' })], 'benign', true],
  ])('%s', (_, observables, verdict, fromKnownNetworks) => {
    expect(weighCase(observables)).toMatchObject({ verdict, fromKnownNetworks });
  });

  test('is never milder than any that is implicated, in any order', () => {
    const any = fc.record({
      verdict: fc.constantFrom(...OBSERVABLE_VERDICTS),
      role: fc.constantFrom(...OBSERVABLE_ROLES),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 6 }), (list) => {
        const observables = list.map(({ verdict, role }) => observable(verdict, { role }));
        const { verdict } = weighCase(observables);
        expect(weighCase(observables.toReversed()).verdict).toBe(verdict);
        for (const one of list.filter(({ role }) => role === 'implicated'))
          expect(WEIGHT[verdict]).toBeGreaterThanOrEqual(WEIGHT[one.verdict]);
      }),
    );
  });
});
