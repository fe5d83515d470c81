import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, pickAssignee, type RoutingRequest } from './routing.ts';

const now = new Date('2026-01-12T10:00:00Z');
const request: RoutingRequest = { tier: 2, skill: 'Cloud', now, exclude: [] };

const member = (id: string, facts: Partial<Candidate> = {}): Candidate => ({
  id,
  name: id.toUpperCase(),
  kind: 'user',
  role: 'analyst',
  tier: 2,
  skills: [],
  eligible: true,
  disabled: false,
  onCall: false,
  shift: null,
  onShift: null,
  onShiftSince: null,
  openCases: 0,
  lastAssignedAt: null,
  ...facts,
});
const at = (hour: number) => new Date(Date.UTC(2026, 0, 12, hour));

describe('who of a tier', () => {
  it.each<[name: string, candidates: Candidate[], chosen: string]>([
    ['the skill goes before load', [member('a'), member('b', { skills: ['cloud'], openCases: 9 })], 'b'],
    ['the fewest open cases', [member('a', { openCases: 2 }), member('b', { openCases: 1 })], 'b'],
    ['a tie: the longest idle', [member('a', { lastAssignedAt: at(9) }), member('b', { lastAssignedAt: at(8) })], 'b'],
    ['a tie: who never had one is idle longest', [member('a', { lastAssignedAt: at(1) }), member('b')], 'b'],
    ['a whole tie: the id', [member('b'), member('a')], 'a'],
    ['not the off-shift', [member('a', { onShift: false }), member('b', { openCases: 5 })], 'b'],
    ['not the disabled', [member('a', { disabled: true }), member('b', { openCases: 5 })], 'b'],
    ['not the ineligible', [member('a', { eligible: false }), member('b', { openCases: 5 })], 'b'],
    ['not a viewer', [member('a', { role: 'viewer' }), member('b', { openCases: 5 })], 'b'],
    ['not Scout', [member('a', { kind: 'ai' }), member('b', { openCases: 5 })], 'b'],
    ['a lead of the tier too', [member('a', { role: 'lead' }), member('b', { openCases: 5 })], 'a'],
    ['not a higher tier while its own has somebody', [member('a', { tier: 3 }), member('b', { openCases: 5 })], 'b'],
  ])('%s', (_name, candidates, chosen) => {
    const routing = pickAssignee(candidates, request);
    expect(routing).toMatchObject({ assignee: { id: chosen }, reached: 'tier', tier: 2, flagged: false });
  });
});

describe('where nobody of the tier is left', () => {
  it('goes up a tier', () => {
    const routing = pickAssignee([member('a', { onShift: false }), member('b', { tier: 3 })], request);
    expect(routing).toMatchObject({ assignee: { id: 'b', name: 'B' }, reached: 'next_tier', tier: 3, flagged: false });
    expect(routing.summary).toBe(
      'Nobody of Tier 2 is available, so it goes up: B of Tier 3 is on shift, without the skill Cloud, 0 open cases.',
    );
  });

  it('goes up twice from Tier 1, the nearer tier first', () => {
    const tier3 = member('c', { tier: 3 });
    expect(pickAssignee([tier3], { ...request, tier: 1 })).toMatchObject({ assignee: { id: 'c' }, tier: 3 });
    expect(pickAssignee([tier3, member('b')], { ...request, tier: 1 })).toMatchObject({
      assignee: { id: 'b' },
      tier: 2,
    });
  });

  it('asks who is on call, off shift and of any tier', () => {
    const routing = pickAssignee(
      [member('a', { tier: 1, onCall: true, onShift: false }), member('b', { tier: 1 })],
      request,
    );
    expect(routing).toMatchObject({ assignee: { id: 'a' }, reached: 'on_call', tier: 1, flagged: false });
    expect(routing.summary).toContain('A is on call');
    const noTier = pickAssignee([member('a', { tier: null, onCall: true })], request);
    expect(noTier).not.toHaveProperty('tier');
  });

  it.each<[name: string, candidates: Candidate[]]>([
    ['no members at all', []],
    ['only lower tiers', [member('a', { tier: 1 })]],
    ['on call, but disabled', [member('a', { onCall: true, disabled: true })]],
    ['on call, but not eligible', [member('a', { onCall: true, eligible: false })]],
    ['only Scout', [member('a', { kind: 'ai', onCall: true })]],
  ])("puts it into the leads' queue: %s", (_name, candidates) => {
    expect(pickAssignee(candidates, request)).toMatchObject({
      assignee: null,
      reached: 'leads_queue',
      flagged: true,
      summary: "Nobody of Tier 2 or above is available on shift and nobody is on call: it waits in the leads' queue.",
    });
  });

  it('never gives a case to an excluded member, whatever the step', () => {
    const subject = member('a', { onCall: true, skills: ['Cloud'] });
    expect(pickAssignee([subject], { ...request, exclude: ['a'] })).toMatchObject({ reached: 'leads_queue' });
  });
});

it('says of every candidate what spoke for or against', () => {
  const candidates = [
    member('one', { tier: 1 }),
    member('off', { onShift: false }),
    member('best', { skills: ['Cloud'], openCases: 1 }),
    member('next', { openCases: 4 }),
    member('up', { tier: 3 }),
    member('out', { eligible: false }),
    member('subject'),
    member('none', { tier: null }),
  ];
  const routing = pickAssignee(candidates, { ...request, exclude: ['subject'] });
  expect(routing.summary).toBe('BEST of Tier 2 is on shift, with the skill Cloud, 1 open case (the skill decided).');
  expect(routing.considered.map(({ id, result }) => `${id} = ${result}`)).toEqual([
    'best = chosen: with the skill Cloud, 1 open case',
    'next = place 2: without the skill Cloud, 4 open cases',
    'one = Tier 1, below the asked Tier 2',
    'off = off shift',
    'up = Tier 3 was not needed',
    'out = not eligible for assignment',
    'subject = excluded from this case',
    'none = has no tier',
  ]);
});

const anyMember = fc
  .record({
    role: fc.constantFrom('admin', 'lead', 'analyst', 'viewer' as const),
    kind: fc.constantFrom('user', 'ai' as const),
    tier: fc.constantFrom(null, 1, 2, 3 as const),
    skills: fc.subarray(['Cloud', 'Email']),
    eligible: fc.boolean(),
    disabled: fc.boolean(),
    onCall: fc.boolean(),
    onShift: fc.constantFrom(null, true, false),
    openCases: fc.nat(3),
    lastAssignedAt: fc.constantFrom(null, at(1), at(2)),
  })
  .map((facts) => facts as Partial<Candidate>);

describe('any team', () => {
  const teams = fc.array(anyMember, { maxLength: 8 }).map((all) => all.map((facts, i) => member(`m${i}`, facts)));

  it('gives the same answer whatever the order of its members', () => {
    fc.assert(
      fc.property(teams, fc.infiniteStream(fc.nat()), (team, keys) => {
        const shuffled = team.map((each) => ({ each, key: keys.next().value })).sort((a, b) => a.key - b.key);
        const again = pickAssignee(
          shuffled.map(({ each }) => each),
          request,
        );
        expect(again.assignee).toEqual(pickAssignee(team, request).assignee);
      }),
    );
  });

  it('has an eligible person as the owner, or nobody and a flag', () => {
    fc.assert(
      fc.property(teams, (team) => {
        const { assignee, flagged, considered } = pickAssignee(team, { ...request, exclude: ['m0'] });
        expect(flagged).toBe(assignee === null);
        expect(considered).toHaveLength(team.length);
        const owner = team.find(({ id }) => id === assignee?.id);
        if (assignee) expect(owner).toMatchObject({ kind: 'user', eligible: true, disabled: false });
        expect(assignee?.id).not.toBe('m0');
        expect(owner?.role).not.toBe('viewer');
        const free = team
          .slice(1)
          .some(
            (each) =>
              each.kind === 'user' &&
              each.eligible &&
              !each.disabled &&
              each.role !== 'viewer' &&
              (each.onCall || (each.onShift !== false && each.tier !== null && each.tier >= 2)),
          );
        expect(assignee !== null).toBe(free);
      }),
    );
  });
});
