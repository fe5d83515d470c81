import { z } from 'zod';
import { ActorRef } from '../actor.ts';
import { Severity } from '../severity.ts';
import { CalendarHours } from '../sla/hours.ts';
import { TIMER_COMMANDS } from '../sla/timers.ts';
import { TimerView } from './case.ts';
import { Moment } from './common.ts';

/** A version of a policy or a calendar, by name. */
const VersionRef = z.object({ id: z.string(), name: z.string(), version: z.number().int() });

/** One timer of a case and why it is due when it is. Durations are counting seconds of its calendar. */
export const CaseTimerView = z.object({
  ...TimerView.shape,
  atRiskAt: Moment.nullable(),
  endedAt: Moment.nullable(),
  /** Whether a person or a program did what it waits for. */
  completedBy: z.enum(['person', 'automation']).nullable(),
  /** Who set its target; both null for a custom timer. */
  policy: VersionRef.nullable(),
  calendar: VersionRef.nullable(),
  /** The commands that would do something now. */
  commands: z.array(z.enum(TIMER_COMMANDS)),
  /** How it came to be due when it is, oldest first: what happened, how much had counted then, when it was due from then on. */
  steps: z.array(
    z.object({
      at: Moment,
      what: z.string(),
      text: z.string(),
      elapsedSeconds: z.number().int(),
      dueAt: Moment.nullable(),
    }),
  ),
  /** The stretches in which it ran, and how much of each counted. */
  spans: z.array(z.object({ from: Moment, to: Moment, seconds: z.number().int(), calendar: z.string() })),
});
export type CaseTimerView = z.infer<typeof CaseTimerView>;

const terms = {
  name: z.string(),
  acknowledgeSeconds: z.number().int(),
  resolveSeconds: z.number().int(),
  vipFactor: z.number(),
  atRisk: z.number(),
  calendar: z.object({ id: z.string(), name: z.string() }),
};

/** One version of a policy's terms. */
export const PolicyVersionView = z.object({
  version: z.number().int(),
  ...terms,
  effectiveFrom: Moment,
  createdBy: ActorRef,
  createdAt: Moment,
});
export type PolicyVersionView = z.infer<typeof PolicyVersionView>;

/** A policy by the version in force, else by the next one that is planned. */
export const PolicyView = z.object({
  id: z.string(),
  severity: Severity,
  /** Null: any. */
  category: z.string().nullable(),
  source: z.string().nullable(),
  vip: z.boolean().nullable(),
  status: z.enum(['in_force', 'planned', 'retired']),
  ...PolicyVersionView.shape,
  retiredAt: Moment.nullable(),
  /** All its versions, newest first. */
  versions: z.array(PolicyVersionView),
});
export type PolicyView = z.infer<typeof PolicyView>;

/** What a new case would be promised, and by which policy; null where nothing is. */
export const PolicyChoiceView = z.object({
  policy: VersionRef.nullable(),
  acknowledgeSeconds: z.number().int(),
  resolveSeconds: z.number().int(),
  calendar: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Due so, if it opened now. */
  acknowledgeDueAt: Moment.nullable(),
  resolveDueAt: Moment.nullable(),
  /** The others that fit but are less specific, the nearest first. */
  outranked: z.array(VersionRef),
});
export type PolicyChoiceView = z.infer<typeof PolicyChoiceView>;

export const CaseSlaView = z.object({
  timers: z.array(CaseTimerView),
  /** What the policies in force now would choose for the case as it is: it holds from its next change of severity, VIP, category or source on. */
  choice: PolicyChoiceView,
});
export type CaseSlaView = z.infer<typeof CaseSlaView>;

const calendarTerms = { name: z.string(), hours: CalendarHours.nullable() };

export const CalendarVersionView = z.object({
  version: z.number().int(),
  ...calendarTerms,
  effectiveFrom: Moment,
  createdBy: ActorRef,
  createdAt: Moment,
});
export type CalendarVersionView = z.infer<typeof CalendarVersionView>;

/** A calendar by the version that counts now, else by its first. */
export const CalendarView = z.object({
  id: z.string(),
  ...CalendarVersionView.shape,
  /** How much of a week counts: `40 h`. */
  week: z.string(),
  /** How many policies in force use it. */
  policyCount: z.number().int(),
  versions: z.array(CalendarVersionView),
});
export type CalendarView = z.infer<typeof CalendarView>;
