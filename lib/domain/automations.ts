import { z } from 'zod';
import type { EventName } from './events.ts';
import { isZone } from './figures/days.ts';
import { Tier } from './member.ts';
import { SEVERITIES } from './severity.ts';

const names = z.array(z.string().trim().min(1).max(100)).max(100);
const wizSeverities = names.transform((values) => values.map((value) => value.toUpperCase()));

export interface Trigger {
  event: EventName;
  /** For quick actions: only a press of this one. */
  action?: string;
}

export interface AutomationDefinition<
  T extends readonly Trigger[] = readonly Trigger[],
  P extends z.ZodObject = z.ZodObject,
> {
  title: string;
  description: string;
  triggers: T;
  /** A cron line with its zone, for what the calendar starts instead of an event. */
  schedule?: string;
  /** Every parameter has a default, so `parameters.parse({})` gives the shipped ones. */
  parameters: P;
}

const define = <const T extends readonly Trigger[], P extends z.ZodObject>(definition: AutomationDefinition<T, P>) =>
  definition;

const reopenDays = z
  .number()
  .int()
  .min(0)
  .max(365)
  .default(7)
  .describe('Days after closing in which a reopened vendor object reopens its case. 0 opens a new case always.');

/**
 * The catalogue: which automations exist, what starts them, what an administrator can set. The run ledger writes a row for each
 * subscriber in the transaction of the event itself, so this list, not the engine's, says who hears of what.
 */
export const AUTOMATIONS = {
  'wiz-incident': define({
    title: 'Wiz incident to case',
    description: 'Opens or updates a case from a Wiz issue or detection, with its links, observables and severity.',
    triggers: [{ event: 'wiz/issue.received' }],
    parameters: z.strictObject({
      statuses: names.default(['OPEN']).describe('Wiz statuses that may open a case. Compared without case.'),
      severities: wizSeverities
        .default(['MEDIUM', 'HIGH', 'CRITICAL'])
        .describe('Wiz severities that may open a case. Compared without case.'),
      resolveWithWiz: z
        .boolean()
        .default(false)
        .describe(
          'Resolve the case when Wiz reports the issue RESOLVED or REJECTED. Otherwise it is noted on the timeline.',
        ),
      reopenWithinDays: reopenDays,
      issueUrl: z
        .string()
        .max(300)
        .default("https://app.wiz.io/issues#~(issue~'{id}')")
        .describe('Address of an issue in the Wiz portal; {id} is replaced.'),
    }),
  }),
  'generic-alert': define({
    title: 'Generic alert to case',
    description: 'Opens or updates a case from a named source, by the mapping of that source.',
    triggers: [{ event: 'generic/alert.received' }],
    parameters: z.strictObject({
      minimumSeverity: z.enum(SEVERITIES).default('informational').describe('Alerts below this severity open no case.'),
      reopenWithinDays: reopenDays,
    }),
  }),
  'route-by-severity': define({
    title: 'Route by severity',
    description:
      'Puts a new or reopened case, or one of another severity, to triage and gives it to a Tier-2 analyst (critical, high) or to Scout (medium, low).',
    triggers: [{ event: 'case/severity.changed' }, { event: 'case/reopened' }],
    parameters: z.strictObject({
      sources: names.default([]).describe('Only cases of these sources. Empty: every source.'),
      categories: names.default([]).describe('Only cases of these categories. Empty: every category.'),
      tier: Tier.default(2).describe('The tier that takes critical and high cases.'),
    }),
  }),
  'weekly-report': define({
    title: 'Weekly report',
    description: 'Keeps the SLA figures of the week under Reports: on Monday, as soon as the week is over in its zone.',
    triggers: [],
    // The week is over at another hour of Monday in each zone; a week that is kept is not kept again.
    schedule: 'TZ=UTC 5 * * * 1',
    parameters: z.strictObject({
      zone: z
        .string()
        .max(64)
        .refine(isZone, 'Write an IANA time zone, such as Europe/Rome.')
        .default('UTC')
        .describe('The time zone in which the week begins, such as Europe/Rome.'),
    }),
  }),
  'advance-runbook': define({
    title: 'Advance phase',
    description: 'The quick action that moves a case to the next phase of its runbook.',
    triggers: [{ event: 'case/quick_action.pressed', action: 'advance-runbook' }],
    parameters: z.strictObject({}),
  }),
} as const satisfies Record<string, AutomationDefinition>;

export type AutomationId = keyof typeof AUTOMATIONS;
export const AUTOMATION_IDS = Object.keys(AUTOMATIONS) as AutomationId[];
export type AutomationParameters<Id extends AutomationId> = z.infer<(typeof AUTOMATIONS)[Id]['parameters']>;

export function isAutomationId(id: string): id is AutomationId {
  return Object.hasOwn(AUTOMATIONS, id);
}

/** The automations that hear of an event. `action` is the quick action's id where the event is a press. */
export function subscribersOf(event: EventName, action?: string): AutomationId[] {
  return AUTOMATION_IDS.filter((id) =>
    (AUTOMATIONS[id].triggers as readonly Trigger[]).some(
      (trigger) => trigger.event === event && (trigger.action === undefined || trigger.action === action),
    ),
  );
}
