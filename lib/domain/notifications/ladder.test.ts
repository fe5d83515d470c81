import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '../severity.ts';
import { climb, dueSteps, LADDERS, type LadderFacts } from './ladder.ts';

const team = { assigneeId: 'ann', leadIds: ['lea'], onCallIds: ['oli'] };
const told = (facts: LadderFacts) =>
  climb(facts).map(({ memberId, afterSeconds, page }) => `${memberId} ${afterSeconds}${page ? ' page' : ''}`);

it.each<[what: LadderFacts['what'], severity: LadderFacts['severity'], expected: string[]]>([
  ['at_risk', 'critical', ['ann 0', 'lea 0', 'oli 120 page']],
  ['at_risk', 'high', ['ann 0', 'lea 300', 'oli 900']],
  ['at_risk', 'medium', ['ann 0', 'lea 1800']],
  ['at_risk', 'low', ['ann 0']],
  ['at_risk', 'informational', []],
  ['breached', 'critical', ['ann 0', 'lea 0', 'oli 0 page']],
  ['breached', 'high', ['ann 0', 'lea 0', 'oli 300 page']],
  ['breached', 'medium', ['ann 0', 'lea 0', 'oli 3600']],
  ['breached', 'low', ['ann 0', 'lea 0']],
  ['breached', 'informational', ['ann 0']],
])('%s, %s', (what, severity, expected) => {
  expect(told({ what, severity, ...team })).toEqual(expected);
});

describe('a ladder', () => {
  it.each<[name: string, change: Partial<LadderFacts>, expected: string[]]>([
    ['without an owner climbs at once', { assigneeId: null }, ['lea 0', 'oli 900']],
    ['without owner and lead climbs further', { assigneeId: null, leadIds: [] }, ['oli 0']],
    ['without a lead does not wait for one', { leadIds: [] }, ['ann 0', 'oli 300']],
    ['tells who stands on two rungs once', { leadIds: ['ann', 'lea'] }, ['ann 0', 'lea 300', 'oli 900']],
    ['of nobody tells nobody', { assigneeId: null, leadIds: [], onCallIds: [] }, []],
  ])('%s', (_name, change, expected) => {
    expect(told({ what: 'at_risk', severity: 'high', ...team, ...change })).toEqual(expected);
  });

  it('pages the owner who is on call himself', () => {
    const same = { what: 'breached', severity: 'critical', ...team, onCallIds: ['ann'] } as const;
    expect(told(same)).toEqual(['ann 0 page', 'lea 0']);
  });

  it('is climbed step by step', () => {
    const steps = climb({ what: 'at_risk', severity: 'high', ...team });
    expect([0, 299, 300, 900].map((seconds) => dueSteps(steps, seconds).length)).toEqual([1, 1, 2, 3]);
  });

  const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 });
  const facts = fc.record<LadderFacts>({
    what: fc.constantFrom('at_risk', 'breached'),
    severity: fc.constantFrom(...SEVERITIES),
    assigneeId: fc.constantFrom(null, 'a', 'b'),
    leadIds: ids,
    onCallIds: ids,
  });

  it('tells each member once, in order, and somebody at once where anybody is on it', () => {
    fc.assert(
      fc.property(facts, (one) => {
        const steps = climb(one);
        const times = steps.map(({ afterSeconds }) => afterSeconds);
        expect(new Set(steps.map(({ memberId }) => memberId)).size).toBe(steps.length);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        if (steps.length > 0) expect(times[0]).toBe(0);
      }),
    );
  });

  it('is no slower, and tells no fewer, the more severe the case or the worse the news', () => {
    const reach = (rules: (typeof LADDERS)['at_risk']['high'], rung: string) =>
      rules.find((rule) => rule.rung === rung)?.afterSeconds ?? Number.POSITIVE_INFINITY;
    for (const rung of ['assignee', 'lead', 'on_call']) {
      for (const [at, severity] of SEVERITIES.entries()) {
        const here = LADDERS.at_risk[severity];
        expect(reach(LADDERS.breached[severity], rung)).toBeLessThanOrEqual(reach(here, rung));
        for (const milder of SEVERITIES.slice(0, at)) {
          expect(reach(here, rung)).toBeLessThanOrEqual(reach(LADDERS.at_risk[milder], rung));
          expect(reach(LADDERS.breached[severity], rung)).toBeLessThanOrEqual(reach(LADDERS.breached[milder], rung));
        }
      }
    }
  });
});
