import { describe, expect, it, test } from 'vitest';
import type { ScoutFact } from './facts.ts';
import { investigate } from './investigate.ts';
import type { ScoutVerdict } from './investigation.ts';
import { NEXT_STEP_IDS, type NextStep } from './next-steps.ts';
import { standingOf } from './standing.ts';
import { soundSteps } from './step-grounds.ts';

const fact = (id: string, speaks: ScoutFact['speaks'], kind: ScoutFact['about']['kind']): ScoutFact => ({
  ...{ id, label: id, value: 'v', source: null, at: null, speaks },
  about: { kind, id },
});
const DEVICE = fact('device.d.infected', 'malicious', 'device');
const ADDRESS = fact('observable.o', 'malicious', 'observable');
const UNKNOWN = fact('observable.u', 'nothing', 'observable');
const VERDICT = fact('case.verdict', 'benign', 'case');
const FACTS = [DEVICE, ADDRESS, UNKNOWN, VERDICT];

describe('a proposed step', () => {
  it.each<[string, NextStep, string[], ScoutVerdict, string[] | null]>([
    [
      'rests on what it can rest on alone',
      'isolate_device',
      ['device.d.infected', 'case.verdict'],
      'malicious',
      ['device.d.infected'],
    ],
    ['falls without a fact', 'isolate_device', [], 'malicious', null],
    ['falls with facts that are made up', 'isolate_device', ['device.x'], 'malicious', null],
    ['falls with facts of another kind', 'isolate_device', ['observable.o'], 'malicious', null],
    ['falls against the verdict', 'isolate_device', ['device.d.infected'], 'benign', null],
    ['of a benign case falls on a malicious one', 'close_as_benign', ['case.verdict'], 'malicious', null],
    ['falls where what it asks for is there', 'connect_sources', ['case.verdict'], 'undetermined', null],
    ['may judge what nobody knows', 'judge_unknown', ['observable.u', 'observable.o'], 'suspicious', ['observable.u']],
  ])('%s', (_name, step, facts, verdict, kept) => {
    expect(soundSteps([{ step, facts }], { verdict, facts: FACTS })).toEqual(kept ? [{ step, facts: kept }] : []);
  });

  it('stands once, whichever of its two forms comes last', () => {
    const steps = [
      { step: 'isolate_device' as const, facts: ['device.d.infected'] },
      { step: 'isolate_device' as const, facts: [] },
    ];
    expect(soundSteps(steps, { verdict: 'malicious', facts: FACTS })).toEqual([steps[0]]);
  });

  it('of the rules is sound by itself', () => {
    const { verdict, nextSteps } = investigate(FACTS);
    const steps: NextStep[] = ['isolate_device', 'block_indicator', 'search_elsewhere', 'judge_unknown'];
    expect(nextSteps.map(({ step }) => step)).toEqual(steps);
    expect(soundSteps(nextSteps, { verdict, facts: FACTS })).toEqual(nextSteps);
    expect(NEXT_STEP_IDS).toEqual(expect.arrayContaining(nextSteps.map(({ step }) => step)));
  });
});

describe('an investigation by the facts of later', () => {
  const benign = investigate([VERDICT, fact('observable.b', 'benign', 'observable')]);

  test('stands where they are the same', () => {
    const facts = [VERDICT, fact('observable.b', 'benign', 'observable'), fact('case.title', 'nothing', 'case')];
    expect(standingOf(benign, facts)).toEqual({
      investigation: { ...benign, nextSteps: [{ step: 'close_as_benign', facts: ['case.verdict'] }] },
      anew: false,
    });
  });

  test('is said anew by the rules where they are graver', () => {
    const { investigation, anew } = standingOf(benign, [VERDICT, DEVICE]);
    expect({ anew, verdict: investigation.verdict }).toEqual({ anew: true, verdict: 'malicious' });
  });

  test('loses the evidence whose facts are gone', () => {
    const { investigation } = standingOf(benign, [VERDICT]);
    expect(investigation.evidence.map(({ facts }) => facts)).toEqual([['case.verdict']]);
    expect(standingOf(benign, []).anew).toBe(true);
  });
});
