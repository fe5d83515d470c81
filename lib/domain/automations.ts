import { z } from 'zod';
import { AccessMinutes } from './access/request.ts';
import { OWNERS } from './actor.ts';
import { ENRICHMENT_SOURCES, type EnrichmentSource, INDICATOR_TYPES } from './enrichment/sources.ts';
import type { EventName } from './events.ts';
import { isZone } from './figures/days.ts';
import { Tier } from './member.ts';
import { NOTICE_KINDS, NoticeKind } from './notifications/kinds.ts';
import { SHIPPED_EVENT_TYPES } from './okta/suspicious-events.ts';
import { SEVERITIES } from './severity.ts';
import { AutoCloseParameters } from './verdict/auto-close.ts';

const names = z.array(z.string().trim().min(1).max(100)).max(100);
const maliciousSeverity = z
  .enum(SEVERITIES)
  .default('high')
  .describe('A case with a malicious observable is raised by one step, and at least to this severity.');
const FIRST_SOURCES: ReadonlySet<EnrichmentSource> = new Set(['virustotal', 'recordedfuture', 'otx']);
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
  /** Other automations run it, and nothing else does. */
  nested?: true;
  /** Every parameter has a default, so `parameters.parse({})` gives the shipped ones. */
  parameters: P;
  /** What an earlier version stored, by the names of this one. */
  upgrade?: (stored: Readonly<Record<string, unknown>>) => Record<string, unknown>;
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
  'okta-suspicious-activity': define({
    title: 'Okta suspicious activity',
    description:
      'Brings an Okta event to the most recent open case of its user, or opens one with the user and the implicated address. A VIP’s case is one step more severe and due earlier, and the stakeholders are told.',
    triggers: [{ event: 'okta/event.received' }],
    parameters: z.strictObject({
      eventTypes: names
        .default([...SHIPPED_EVENT_TYPES])
        .describe('Okta event types that are suspicious. Others are filtered, and the System Log is read for these.'),
      severity: z.enum(SEVERITIES).default('medium').describe('The severity of a new case.'),
      categories: names
        .default([])
        .describe('Only open cases of these categories take an event. Empty: every category.'),
      vipGroups: names.default([]).describe('Ids of the Okta groups whose members are VIPs.'),
      adminsAreVip: z.boolean().default(true).describe('Whoever has an administrator’s role at Okta is a VIP.'),
    }),
  }),
  'confirm-vip': define({
    title: 'Ask Okta again who is a VIP',
    description:
      'Where Okta did not tell whether a case’s user is a VIP, asks again until it does, by the groups of Okta suspicious activity.',
    triggers: [{ event: 'case/vip.unknown' }],
    parameters: z.strictObject({
      firstWaitSeconds: z
        .number()
        .int()
        .min(1)
        .max(3600)
        .default(30)
        .describe('Seconds before it asks again. Each wait is twice as long as the one before, an hour at most.'),
      days: z
        .number()
        .int()
        .min(1)
        .max(14)
        .default(7)
        .describe('Days after which it gives up. The case stays treated as a VIP’s until somebody says otherwise.'),
    }),
  }),
  'case-created': define({
    title: 'Enrich a new case',
    description:
      'Asks the sources about a new case’s observables. Benign: resolves it. Malicious: findings, severity up, In progress. Else: findings, triage and an owner.',
    triggers: [{ event: 'case/created' }],
    parameters: z.strictObject({
      categories: names
        .default(['Identity & Access'])
        .describe('Only cases of these categories. Empty: every category.'),
      types: z
        .array(z.enum(INDICATOR_TYPES))
        .max(INDICATOR_TYPES.length)
        .default(['ipv4', 'ipv6'])
        .describe('Types of observables that the sources are asked about.'),
      maliciousSeverity,
      tier: Tier.default(2).describe('The tier that takes critical and high cases.'),
      ...AutoCloseParameters.shape,
    }),
  }),
  'enrich-observables': define({
    title: 'Enrich observables',
    description:
      'Asks the sources about observables that come to a case later, or when somebody presses the button. It closes nothing.',
    triggers: [
      { event: 'case/observable.added' },
      { event: 'observable/enrichment.requested' },
      { event: 'case/quick_action.pressed', action: 'enrich-observables' },
    ],
    parameters: z.strictObject({
      categories: names
        .default(['Identity & Access'])
        .describe(
          'Only cases of these categories, unless somebody asks. A case with an event of Okta’s counts as one of Identity & Access. Empty: every category.',
        ),
      types: z
        .array(z.enum(INDICATOR_TYPES))
        .max(INDICATOR_TYPES.length)
        .default([...INDICATOR_TYPES])
        .describe('Types of observables that the sources are asked about.'),
      waitSeconds: z
        .number()
        .int()
        .min(1)
        .max(600)
        .default(5)
        .describe('Seconds in which more observables may come: one look for all of them.'),
      maliciousSeverity,
    }),
  }),
  'check-observables': define({
    title: 'Check observables',
    description: 'Asks each source about each observable at the same time. Other automations run it.',
    triggers: [],
    nested: true,
    parameters: z.strictObject({
      withoutSources: z
        .array(z.enum(ENRICHMENT_SOURCES))
        .max(ENRICHMENT_SOURCES.length)
        .default([])
        .describe(
          `Of ${ENRICHMENT_SOURCES.join(', ')} those that are not asked, although their connectors are switched on.`,
        ),
    }),
    // It once held the sources that are asked, so that one that came later would never have been.
    upgrade: ({ sources, ...stored }) =>
      Array.isArray(sources)
        ? {
            withoutSources: ENRICHMENT_SOURCES.filter((one) => FIRST_SOURCES.has(one) && !sources.includes(one)),
            ...stored,
          }
        : stored,
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
  'case-in-progress': define({
    title: 'Case in progress',
    description:
      'Gives a case that moves to In progress to an analyst on shift, drawn at random, tells that one and the stakeholders, and draws another where nobody acknowledges it.',
    triggers: [{ event: 'case/state.changed' }],
    parameters: z.strictObject({
      categories: names
        .default(['Identity & Access'])
        .describe(
          'Only cases of these categories. A case with an event of Okta’s counts as one of Identity & Access. Empty: every category.',
        ),
      roles: z
        .array(z.enum(OWNERS))
        .max(OWNERS.length)
        .default(['analyst'])
        .describe('Who takes part in the draw, by role: analyst, lead or admin.'),
      groups: names.default([]).describe('Only members of one of these groups are drawn. Empty: every group.'),
      acknowledgeWithinMinutes: z
        .number()
        .int()
        .min(0)
        .max(1440)
        .default(15)
        .describe('Minutes after which a case that its new owner has not acknowledged is drawn again. 0: never.'),
      redraws: z.number().int().min(0).max(5).default(2).describe('How often it is drawn again at the most.'),
    }),
  }),
  escalate: define({
    title: 'Escalate',
    description:
      'Tells the owner, then the leads, then who is on call, the faster the more severe the case: of timers at risk and run out, and at the press of the button.',
    triggers: [
      { event: 'case/sla.at_risk' },
      { event: 'case/sla.breached' },
      { event: 'case/quick_action.pressed', action: 'escalate' },
    ],
    parameters: z.strictObject({
      categories: names
        .default([])
        .describe('Only timers of cases of these categories. Empty: every category. The button is for all.'),
      minimumSeverity: z
        .enum(SEVERITIES)
        .default('informational')
        .describe('Timers of cases below this severity tell nobody.'),
    }),
  }),
  notify: define({
    title: 'Notify',
    description:
      'Sends what is new in the members’ notices by Slack, e-mail, Teams and the paging service, by each one’s wishes and quiet hours.',
    triggers: [{ event: 'notice/created' }],
    parameters: z.strictObject({
      kinds: z
        .array(NoticeKind)
        .max(NOTICE_KINDS.length)
        .default([])
        .describe('Only notices of these kinds leave the house. Empty: every kind.'),
      tries: z
        .number()
        .int()
        .min(1)
        .max(6)
        .default(4)
        .describe('How often a member is tried whom no channel reached, with growing waits from a minute to an hour.'),
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
  'admin-access': define({
    title: 'Temporary Mac admin',
    description:
      'Takes a request for administrator rights on a Mac from Slack, the page or the API to its approval, grants it, and takes it back.',
    triggers: [
      { event: 'access/requested' },
      { event: 'access/answered' },
      { event: 'access/escalated' },
      { event: 'access/decided' },
      { event: 'access/revoking' },
      { event: 'access/ended' },
      { event: 'slack/interaction.received' },
    ],
    parameters: z.strictObject({
      minutes: AccessMinutes.default(15).describe(
        'How long a right lasts where nobody asks for another time, in minutes.',
      ),
      answerWithinMinutes: z
        .number()
        .int()
        .min(1)
        .max(1440)
        .default(30)
        .describe(
          'Minutes for each answer of the requester: consent, reason and choice of the Mac. Then the request expires.',
        ),
      approveWithinMinutes: z
        .number()
        .int()
        .min(2)
        .max(1440)
        .default(60)
        .describe(
          'Minutes in which a request has to be decided. The approvers are reminded half-way; then it expires.',
        ),
      perDay: z.number().int().min(1).max(100).default(3).describe('How many rights a person gets within 24 hours.'),
      approverGroup: z
        .string()
        .trim()
        .min(1)
        .max(64)
        .default('access-approvers')
        .describe('The group of members who decide. Whoever has the role approver decides too.'),
      channel: z
        .string()
        .trim()
        .regex(/^([CG][A-Z0-9]{2,20})?$/, 'Write the id of a channel, such as C0AAA1111.')
        .default('')
        .describe('The Slack channel that approvals are asked in. Empty: the channel of the Slack connector.'),
      macGroup: z
        .string()
        .trim()
        .max(200)
        .default('')
        .describe(
          'The Jamf group, by name or number, that approved Macs are in. Empty: every managed Mac is approved.',
        ),
      helpDesk: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .default('the IT service desk')
        .describe('Whom to call where no Mac can be had.'),
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
