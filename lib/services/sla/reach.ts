import { type CalendarVersion, outOfReach, type PolicyBook, type PolicyVersion } from '../../domain/sla/index.ts';
import { invalid } from '../errors.ts';

/** Refuses (`invalid`) terms of which a time would be due in more than ten years, by the calendar as it is or is planned. */
export function requireReach(terms: Parameters<typeof outOfReach>[0], book: PolicyBook, from: Date): void {
  const wrong = outOfReach(terms, book, from);
  if (wrong) throw invalid([{ pointer: `/${wrong.term}`, message: wrong.reason }]);
}

/** Refuses (`invalid`) hours by which a policy that goes by the calendar, now or as it is planned, could never be met. */
export function requirePoliciesReach(next: CalendarVersion, { policies, calendars }: PolicyBook): void {
  const book = { calendars: [...calendars, next] };
  for (const policy of newest(policies)) {
    const wrong = policy.calendar === next.calendarId && outOfReach(policy, book, next.effectiveFrom);
    if (wrong)
      throw invalid([{ pointer: '/hours', message: `The policy “${policy.name}” goes by it. ${wrong.reason}` }]);
  }
}

/** Of each policy that is not retired, what holds now or will: its latest version. */
function newest(policies: readonly PolicyVersion[]): PolicyVersion[] {
  const latest = new Map<string, PolicyVersion>();
  for (const one of policies) {
    const known = latest.get(one.policyId);
    if (one.retiredAt === null && (!known || known.version < one.version)) latest.set(one.policyId, one);
  }
  return [...latest.values()];
}
