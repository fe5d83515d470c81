import { nameOfRole, ownsCases, type Role } from './actor.ts';
import type { Tier } from './member.ts';
import { isOnShift, type ShiftFacts } from './shift.ts';

/** A member as the rules of assignment see one. */
export interface Candidate extends ShiftFacts {
  id: string;
  name: string;
  kind: 'user' | 'ai';
  role: Role;
  tier: Tier | null;
  /** Categories that the member knows best. */
  skills: readonly string[];
  eligible: boolean;
  disabled: boolean;
  onCall: boolean;
  /** Cases in an open stage that the member owns. */
  openCases: number;
  lastAssignedAt: Date | null;
}

export interface RoutingRequest {
  tier: Tier;
  /** The case's category. */
  skill: string;
  now: Date;
  /** Members who must not get this case, such as its subject. */
  exclude: readonly string[];
}

export interface Routing {
  assignee: { id: string; name: string } | null;
  reached: 'tier' | 'next_tier' | 'on_call' | 'leads_queue';
  /** The assignee's tier; absent where there is none. */
  tier?: Tier;
  /** The case stands with nobody: the leads must be told. */
  flagged: boolean;
  /** Every candidate with what spoke for or against, ranked ones first. */
  considered: { id: string; name: string; result: string }[];
  summary: string;
}

/**
 * Picks who gets a case: from the asked tier those on shift, with the skill first, then fewest open cases, then longest idle, then id.
 * With nobody there the next tiers up are asked, then whoever is on call, and last the case waits in the leads' queue. Never throws.
 */
export function pickAssignee(candidates: readonly Candidate[], request: RoutingRequest): Routing {
  const able = candidates.filter((candidate) => barOf(candidate, request) === null);
  const onShift = able.filter((candidate) => isOnShift(candidate, request.now));
  const steps = [
    ...tiersFrom(request.tier).map((tier) => ({
      reached: tier === request.tier ? ('tier' as const) : ('next_tier' as const),
      pool: onShift.filter((candidate) => candidate.tier === tier),
    })),
    { reached: 'on_call' as const, pool: able.filter((candidate) => candidate.onCall) },
  ];
  const step = steps.find(({ pool }) => pool.length > 0);
  const ranked = step ? [...step.pool].sort(byFit(request.skill)) : [];
  const chosen = ranked[0];
  const considered = explain(candidates, ranked, request);
  if (!step || !chosen) {
    return { assignee: null, reached: 'leads_queue', flagged: true, considered, summary: nobody(request.tier) };
  }
  return {
    assignee: { id: chosen.id, name: chosen.name },
    reached: step.reached,
    ...(chosen.tier === null ? {} : { tier: chosen.tier }),
    flagged: false,
    considered,
    summary: because(chosen, step.reached, ranked, request),
  };
}

function tiersFrom(tier: Tier): Tier[] {
  return ([1, 2, 3] as const).filter((each) => each >= tier);
}

/** What keeps a member from any automatic assignment of this case, else null. */
function barOf(candidate: Candidate, request: RoutingRequest): string | null {
  if (candidate.kind !== 'user') return 'not a person';
  if (candidate.disabled) return 'disabled';
  if (!ownsCases(candidate.role)) return `${nameOfRole(candidate.role)} takes no cases`;
  if (request.exclude.includes(candidate.id)) return 'excluded from this case';
  if (!candidate.eligible) return 'not eligible for assignment';
  return null;
}

function hasSkill(candidate: Candidate, skill: string): boolean {
  return candidate.skills.some((each) => each.toLowerCase() === skill.toLowerCase());
}

function byFit(skill: string) {
  return (a: Candidate, b: Candidate): number =>
    Number(hasSkill(b, skill)) - Number(hasSkill(a, skill)) ||
    a.openCases - b.openCases ||
    (a.lastAssignedAt?.getTime() ?? 0) - (b.lastAssignedAt?.getTime() ?? 0) ||
    (a.id < b.id ? -1 : 1);
}

function explain(candidates: readonly Candidate[], ranked: readonly Candidate[], request: RoutingRequest) {
  const rest = candidates.filter((candidate) => !ranked.includes(candidate));
  return [
    ...ranked.map((candidate, place) => ({
      id: candidate.id,
      name: candidate.name,
      result: `${place === 0 ? 'chosen' : `place ${place + 1}`}: ${fitOf(candidate, request.skill)}`,
    })),
    ...rest.map((candidate) => ({
      id: candidate.id,
      name: candidate.name,
      result: barOf(candidate, request) ?? whyLeftOut(candidate, request),
    })),
  ];
}

function whyLeftOut(candidate: Candidate, request: RoutingRequest): string {
  if (candidate.tier === null) return 'has no tier';
  if (candidate.tier < request.tier) return `Tier ${candidate.tier}, below the asked Tier ${request.tier}`;
  if (!isOnShift(candidate, request.now)) return 'off shift';
  return `Tier ${candidate.tier} was not needed`;
}

function fitOf(candidate: Candidate, skill: string): string {
  return `${hasSkill(candidate, skill) ? 'with' : 'without'} the skill ${skill}, ${cases(candidate.openCases)}`;
}

function cases(count: number): string {
  return count === 1 ? '1 open case' : `${count} open cases`;
}

function because(
  chosen: Candidate,
  reached: Exclude<Routing['reached'], 'leads_queue'>,
  ranked: readonly Candidate[],
  request: RoutingRequest,
): string {
  const fit = `${fitOf(chosen, request.skill)}${decidedBy(chosen, ranked[1], request.skill)}`;
  if (reached === 'tier') return `${chosen.name} of Tier ${request.tier} is on shift, ${fit}.`;
  if (reached === 'next_tier')
    return `Nobody of Tier ${request.tier} is available, so it goes up: ${chosen.name} of Tier ${chosen.tier} is on shift, ${fit}.`;
  return `Nobody of Tier ${request.tier} or above is available on shift: ${chosen.name} is on call, ${fit}.`;
}

/** What put the first of the ranking before the second. */
function decidedBy(first: Candidate, second: Candidate | undefined, skill: string): string {
  if (!second) return '';
  if (hasSkill(first, skill) !== hasSkill(second, skill)) return ' (the skill decided)';
  if (first.openCases !== second.openCases) return ' (the fewest)';
  return ' (longest without a new case)';
}

function nobody(tier: Tier): string {
  const asked = tier === 3 ? 'Tier 3' : `Tier ${tier} or above`;
  return `Nobody of ${asked} is available on shift and nobody is on call: it waits in the leads' queue.`;
}
