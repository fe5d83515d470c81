import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OBSERVABLE_ROLES, OBSERVABLE_VERDICTS } from './observables/types.ts';
import { ago, HOUR, NOW, said } from './verdict/testing/answers.ts';
import { ANSWER_STATES, deriveVerdict, type SourceAnswer, verdictOfCase, worstVerdict } from './verdict.ts';

const judge = (answers: SourceAnswer[], more: Partial<Parameters<typeof deriveVerdict>[0]> = {}) =>
  deriveVerdict({ answers, override: null, own: false, now: NOW, ...more });

describe('an observable', () => {
  test.each([
    ['nobody was asked', [], 'unknown', 'nobody', false],
    ['one does not know it', [said('otx', null)], 'unknown', 'nobody', false],
    ['one knows it and has no opinion', [said('otx', 'unknown')], 'unknown', 'nobody', false],
    ['one calls it benign', [said('vt', 'benign'), said('otx', null)], 'benign', 'sources', false],
    [
      'the worst wins, and the conflict is told',
      [said('vt', 'malicious'), said('rf', 'benign')],
      'malicious',
      'sources',
      true,
    ],
    [
      'suspicious and malicious do not conflict',
      [said('vt', 'malicious'), said('rf', 'suspicious')],
      'malicious',
      'sources',
      false,
    ],
    ['a failed try says nothing', [said('vt', null, { state: 'failed' })], 'unknown', 'nobody', false],
  ] as const)('%s', (_, answers, verdict, decidedBy, conflict) => {
    expect(judge([...answers])).toMatchObject({ verdict, decidedBy, conflict });
  });

  test('the score is the highest of those that decide', () => {
    const answers = [
      said('vt', 'malicious', { score: 8 }),
      said('rf', 'malicious', { score: 9.5 }),
      said('otx', 'benign', { score: 10 }),
    ];
    expect(judge(answers)).toMatchObject({ score: 9.5, deciding: ['rf', 'vt'] });
  });

  test('it is stale when every deciding answer is, and still counts', () => {
    const old = { at: ago(2 * HOUR) };
    expect(judge([said('vt', 'malicious', old), said('rf', 'benign')])).toMatchObject({
      verdict: 'malicious',
      stale: true,
    });
    expect(judge([said('vt', 'malicious', old), said('rf', 'malicious')])).toMatchObject({ stale: false });
    expect(judge([said('vt', 'malicious', { at: ago(HOUR) })])).toMatchObject({ stale: true });
  });

  test('an override wins until its end; our own that is malicious is an alarm either way', () => {
    const answers = [said('vt', 'malicious', { score: 9 })];
    const override = { verdict: 'benign', until: ago(-1) } as const;
    expect(judge(answers, { override })).toMatchObject({ verdict: 'benign', score: null, decidedBy: 'override' });
    expect(judge(answers, { override: { ...override, until: NOW } })).toMatchObject({ verdict: 'malicious', score: 9 });
    expect(judge(answers, { override: { ...override, until: null }, own: true })).toMatchObject({ alarm: true });
    expect(judge([said('vt', 'suspicious')], { own: true })).toMatchObject({ alarm: false });
  });
});

const answer = fc.record({
  source: fc.constantFrom('vt', 'rf', 'otx', 'axonius'),
  state: fc.constantFrom(...ANSWER_STATES),
  verdict: fc.constantFrom(...OBSERVABLE_VERDICTS),
  score: fc.option(fc.integer({ min: 0, max: 10 }), { nil: null }),
  at: fc.integer({ min: 0, max: 10 * HOUR }).map(ago),
  ttlSeconds: fc.integer({ min: 0, max: 10 * HOUR }),
});
const answersOf = fc.array(answer, { maxLength: 8 });

test('the order of the sources never matters, and time alone changes no verdict', () => {
  fc.assert(
    fc.property(answersOf, fc.integer({ min: 0, max: 1000 * HOUR }), (answers, later) => {
      const judged = judge(answers);
      expect(judge([...answers].reverse())).toEqual(judged);
      const then = judge(answers, { now: ago(-later) });
      expect([then.verdict, then.score, then.conflict]).toEqual([judged.verdict, judged.score, judged.conflict]);
      expect(then.stale || !judged.stale).toBe(true);
    }),
  );
});

test('one more answer never makes a verdict milder', () => {
  fc.assert(
    fc.property(answersOf, answer, (answers, more) => {
      const [before, after] = [judge(answers).verdict, judge([...answers, more]).verdict];
      expect(worstVerdict([before, after])).toBe(after);
    }),
  );
});

test('only what is implicated and not our own weighs in a case', () => {
  const one = fc.record({
    role: fc.constantFrom(...OBSERVABLE_ROLES),
    allowListed: fc.boolean(),
    verdict: fc.constantFrom(...OBSERVABLE_VERDICTS),
  });
  fc.assert(
    fc.property(fc.array(one), (observables) => {
      const weighing = observables.filter(({ role, allowListed }) => role === 'implicated' && !allowListed);
      expect(verdictOfCase(observables)).toBe(worstVerdict(weighing.map(({ verdict }) => verdict)));
    }),
  );
  expect(verdictOfCase([{ role: 'victim', allowListed: false, verdict: 'malicious' }])).toBe('unknown');
});
