import { z } from 'zod';
import { MomentText } from '../moment.ts';
import { CalendarHours } from './hours.ts';
import { PolicyScope, PolicyTerms } from './policy.ts';

/** From when on a version is in force: at once where nothing is said, never in the past. */
const effectiveFrom = MomentText.optional();

/** Body of POST sla-policies. What is left out of the scope is any; a policy for VIPs alone has a VIP factor of 1 unless it says another. */
export const NewPolicy = z.strictObject({
  severity: PolicyScope.shape.severity,
  category: PolicyScope.shape.category.optional(),
  source: PolicyScope.shape.source.optional(),
  vip: PolicyScope.shape.vip.optional(),
  name: PolicyTerms.shape.name,
  acknowledgeSeconds: PolicyTerms.shape.acknowledgeSeconds,
  resolveSeconds: PolicyTerms.shape.resolveSeconds,
  vipFactor: PolicyTerms.shape.vipFactor.optional(),
  atRisk: PolicyTerms.shape.atRisk.optional(),
  calendar: PolicyTerms.shape.calendar.optional(),
  effectiveFrom,
});
export type NewPolicy = z.infer<typeof NewPolicy>;

/** Body of PATCH sla-policies/{id}: new terms make a new version; `retired` ends the policy at once. */
export const PolicyPatch = z
  .strictObject({ ...PolicyTerms.partial().shape, effectiveFrom, retired: z.literal(true).optional() })
  .refine((patch) => Object.keys(patch).length > 0, 'Name at least one term to change.')
  .refine((patch) => !patch.retired || Object.keys(patch).length === 1, {
    path: ['retired'],
    message: 'Retire a policy without other changes.',
  });
export type PolicyPatch = z.infer<typeof PolicyPatch>;

const calendarName = z.string().trim().min(1).max(80);

/** Body of POST calendars. Hours of null count around the clock. */
export const NewCalendar = z.strictObject({ name: calendarName, hours: CalendarHours.nullable() });
export type NewCalendar = z.infer<typeof NewCalendar>;

/** Body of PATCH calendars/{id}: a new version. */
export const CalendarPatch = z
  .strictObject({ name: calendarName.optional(), hours: CalendarHours.nullable().optional(), effectiveFrom })
  .refine((patch) => Object.keys(patch).length > 0, 'Name at least one thing to change.');
export type CalendarPatch = z.infer<typeof CalendarPatch>;
