import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEVERITIES } from '../severity.ts';
import { climb, dueBy, LADDERS, type LadderFacts } from './ladder.ts';

const team = { assigneeId: 'ann', leadIds: ['lea'], onCallIds: ['oli'] };
const told = (facts: LadderFacts) =>
  climb(facts).map(({ memberIds, afterSeconds, page }) =>
    [afterSeconds, ...memberIds, ...(page ? ['page'] : [])].join(' '),
  );

it.each<[what: LadderFacts['what'], severity: LadderFacts['severity'], expected: string[]]>([
  ['at_risk', 'critical', ['0 ann lea', '120 oli page']],
  ['at_risk', 'high', ['0 ann', '300 lea', '900 oli']],
  ['at_risk', 'medium', ['0 ann', '1800 lea']],
  ['at_risk', 'low', ['0 ann']],
  ['at_risk', 'informational', []],
  ['breached', 'critical', ['0 ann lea oli page']],
  ['breached', 'high', ['0 ann lea', '300 oli page']],
  ['breached', 'medium', ['0 ann lea', '3600 oli']],
  ['breached', 'low', ['0 ann lea']],
  ['breached', 'informational', ['0 ann']],
])('%s, %s', (what, severity, expected) => {
  expect(told({ what, severity, ...team })).toEqual(expected);
});

describe('a ladder', () => {
  it.each<[name: string, change: Partial<LadderFacts>, expected: string[]]>([
    ['without an owner climbs at once', { assigneeId: null }, ['0 lea', '900 oli']],
    ['without owner and lead climbs further', { assigneeId: null, leadIds: [] }, ['0 oli']],
    ['without a lead does not wait for one', { leadIds: [] }, ['0 ann', '300 oli']],
    ['tells who stands on two rungs once', { leadIds: ['ann', 'lea'] }, ['0 ann', '300 lea', '900 oli']],
    ['of nobody tells nobody', { assigneeId: null, leadIds: [], onCallIds: [] }, []],
  ])('%s', (_name, change, expected) => {
    expect(told({ what: 'at_risk', severity: 'high', ...team, ...change })).toEqual(expected);
  });

  it.each<[name: string, severity: LadderFacts['severity'], change: Partial<LadderFacts>, expected: string[]]>([
    ['where the owner is on call himself', 'critical', { onCallIds: ['ann'] }, ['0 ann lea page']],
    ['at its time where who is on call was told before', 'high', { onCallIds: ['ann'] }, ['0 ann lea', '300 page']],
    ['where nobody is on call', 'critical', { onCallIds: [] }, ['0 ann lea page']],
    ['at its time where nobody is on call', 'high', { onCallIds: [] }, ['0 ann lea', '300 page']],
    ['at once where there is nobody at all', 'high', { assigneeId: null, leadIds: [], onCallIds: [] }, ['0 page']],
  ])('pages %s', (_name, severity, change, expected) => {
    expect(told({ what: 'breached', severity, ...team, ...change })).toEqual(expected);
  });

  it('is climbed rung by rung', () => {
    const calls = climb({ what: 'at_risk', severity: 'critical', ...team });
    expect(dueBy(calls, 0)).toEqual({ afterSeconds: 0, memberIds: ['ann', 'lea'], page: false, next: 120 });
    expect(dueBy(calls, 119)).toMatchObject({ memberIds: ['ann', 'lea'], next: 120 });
    expect(dueBy(calls, 120)).toEqual({ afterSeconds: 120, memberIds: ['ann', 'lea', 'oli'], page: true, next: null });
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
        const calls = climb(one);
        const times = calls.map(({ afterSeconds }) => afterSeconds);
        const members = calls.flatMap(({ memberIds }) => memberIds);
        expect(new Set(members).size).toBe(members.length);
        expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
        if (calls.length > 0) expect(times[0]).toBe(0);
        expect(calls.some(({ page }) => page)).toBe(LADDERS[one.what][one.severity].some(({ page }) => page));
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
