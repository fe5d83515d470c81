import type { Severity } from '../severity.ts';
import type { CalendarVersion } from './calendar.ts';
import type { PolicyBook, PolicyScope, PolicyVersion } from './policy.ts';

/** What a policy is chosen by. */
export interface PolicyFacts {
  severity: Severity;
  category: string;
  source: string;
  vip: boolean;
}

/** The version of each policy that is in force at a moment: that with the latest start, the newer of two with the same. */
export function inForce(book: PolicyBook, at: Date): PolicyVersion[] {
  const current = new Map<string, PolicyVersion>();
  for (const version of book.policies) {
    if (version.effectiveFrom > at) continue;
    const other = current.get(version.policyId);
    if (!other || isLater(version, other)) current.set(version.policyId, version);
  }
  return [...current.values()].filter(({ retiredAt }) => retiredAt === null || retiredAt > at);
}

/**
 * The policy that holds for a case at a moment: of those in force that fit it, the most specific. More conditions win; of as many,
 * a category goes before a source, and a source before VIP. Null: nothing is promised.
 */
export function choosePolicy(book: PolicyBook, facts: PolicyFacts, at: Date): PolicyVersion | null {
  return rankedPolicies(book, facts, at)[0] ?? null;
}

/** All policies that fit, the one that wins first. */
export function rankedPolicies(book: PolicyBook, facts: PolicyFacts, at: Date): PolicyVersion[] {
  return inForce(book, at)
    .filter(({ scope }) => fits(scope, facts))
    .sort((a, b) => specificityOf(b.scope) - specificityOf(a.scope) || a.policyId.localeCompare(b.policyId));
}

/** The version of a calendar that counts at a moment; its first one before that. Null where there is no such calendar. */
export function calendarAt(book: PolicyBook, calendarId: string, at: Date): CalendarVersion | null {
  const versions = book.calendars.filter((version) => version.calendarId === calendarId).sort(byStart);
  return versions.findLast((version) => version.effectiveFrom <= at) ?? versions[0] ?? null;
}

function fits(scope: PolicyScope, facts: PolicyFacts): boolean {
  return (
    scope.severity === facts.severity &&
    (scope.category === null || scope.category === facts.category) &&
    (scope.source === null || scope.source === facts.source) &&
    (scope.vip === null || scope.vip === facts.vip)
  );
}

/** Higher is more specific: first by how many conditions there are, then by which. */
function specificityOf({ category, source, vip }: PolicyScope): number {
  const [byCategory, bySource, byVip] = [category !== null, source !== null, vip !== null].map(Number);
  return (byCategory! + bySource! + byVip!) * 8 + byCategory! * 4 + bySource! * 2 + byVip!;
}

const isLater = (a: { effectiveFrom: Date; version: number }, b: typeof a) => byStart(a, b) > 0;

function byStart(a: { effectiveFrom: Date; version: number }, b: typeof a): number {
  return a.effectiveFrom.getTime() - b.effectiveFrom.getTime() || a.version - b.version;
}
