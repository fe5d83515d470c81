import { z } from 'zod';
import { AccessState, AccessStep } from './access/state.ts';
import { ActorRef } from './actor.ts';
import { Stage, State } from './case-state.ts';
import { INTEL_VENDORS } from './intel/vendors.ts';
import { OBSERVABLE_VERDICTS } from './observables/types.ts';
import { Severity } from './severity.ts';

/** Chains of events longer than this stop: two automations that answer each other would never end. */
export const MAX_CAUSE_DEPTH = 16;

/** The ids of the events that led here, oldest first. */
const cause = z.array(z.string()).max(MAX_CAUSE_DEPTH + 1);

const intake = z.object({
  deliveryId: z.string(),
  /** The connector's id: `wiz`, or `generic/acme` for a named source. */
  connector: z.string(),
  /** The vendor's id of the object that the event is about, such as a Wiz issue's. */
  objectKey: z.string(),
  receivedAt: z.iso.datetime(),
  cause,
});

const caseEvent = <P extends z.ZodType, C extends z.ZodType>(previous: P, current: C) =>
  z.object({ key: z.string(), previous, current, actor: ActorRef, cause });

const stateFacts = z.object({ state: State, stage: Stage });
const caseFacts = z.object({
  severity: Severity,
  state: State,
  category: z.string(),
  source: z.string(),
  assignee: z.string().nullable(),
  vip: z.boolean(),
});
const timerFacts = z.object({
  timer: z.string(),
  metric: z.enum(['acknowledge', 'resolve', 'custom']),
  name: z.string(),
  status: z.string(),
  targetSeconds: z.number().int(),
  /** When it was, or is, due. */
  dueAt: z.iso.datetime(),
});
const accessEvent = z.object({
  requestId: z.string(),
  state: AccessState,
  /** What a request waits for; null once it is decided or over. */
  step: AccessStep.nullable(),
  actor: ActorRef,
  cause,
});
const fields = z.record(z.string(), z.unknown());

/** Every event's data, by name. Sender and receiver parse with the same schema; events carry ids and small facts only. */
export const EVENTS = {
  'wiz/issue.received': intake,
  'crowdstrike/alert.received': intake,
  'sentinelone/threat.received': intake,
  'okta/event.received': intake,
  'generic/alert.received': intake,
  'case/created': caseEvent(z.null(), caseFacts),
  'case/updated': caseEvent(fields, fields),
  'case/state.changed': caseEvent(stateFacts, stateFacts),
  /** Beside `case/state.changed`: the case has left an ended stage for an open one. */
  'case/reopened': caseEvent(stateFacts, stateFacts),
  'case/severity.changed': caseEvent(Severity.nullable(), Severity),
  /** `owner`: what the new one is; null: nobody. */
  'case/assigned': caseEvent(z.string().nullable(), z.string().nullable()).extend({
    owner: z.enum(['user', 'ai']).nullable(),
  }),
  'case/observable.added': caseEvent(z.null(), z.array(z.object({ id: z.string(), type: z.string() })).max(1000)),
  'case/comment.added': caseEvent(z.null(), z.object({ timelineId: z.string() })),
  /** The case has become part of another one, which keeps all of it. */
  'case/merged': caseEvent(z.object({ stage: Stage }), z.object({ into: z.string() })),
  /** That was taken back: the case stands for itself again. */
  'case/unmerged': caseEvent(z.object({ into: z.string() }), z.object({ stage: Stage })),
  /** Told once for each open case that holds the observable: `key` is the case's. */
  'observable/verdict.changed': caseEvent(z.enum(OBSERVABLE_VERDICTS), z.enum(OBSERVABLE_VERDICTS)).extend({
    observable: z.object({ id: z.string(), type: z.string() }),
  }),
  /** Somebody wants the sources asked about an observable, for a case of his (`key`; null: it is on none). */
  'observable/enrichment.requested': z.object({
    key: z.string().nullable(),
    observable: z.object({ id: z.string(), type: z.string() }),
    actor: ActorRef,
    cause,
  }),
  /** The clock, once for each timer: it has used up the share of its target that its policy warns at; its time is over. */
  'case/sla.at_risk': caseEvent(z.null(), timerFacts),
  'case/sla.breached': caseEvent(z.null(), timerFacts),
  /** Whether the case's subject is a VIP could not be asked; told once, until it is known. */
  'case/vip.unknown': caseEvent(z.null(), z.object({ reason: z.string() })),
  /** Alerts of a vendor's whose details nobody has read have come to the case, and some quiet after them. */
  'case/alerts.unread': caseEvent(z.null(), z.object({ since: z.iso.datetime() })).extend({
    vendor: z.enum(INTEL_VENDORS),
  }),
  /** An open case has so many alerts of a vendor's that are left to be analysed, beside so many that the vendor does not show. */
  /** `unasked`: indicators on the case that no source was asked about. */
  'case/intel.due': caseEvent(
    z.null(),
    z.object({ alerts: z.number().int(), passed: z.number().int(), unasked: z.number().int().optional() }),
  ).extend({
    vendor: z.enum(INTEL_VENDORS),
  }),
  'case/quick_action.pressed': caseEvent(
    z.null(),
    /** `phase`: the one that the presser saw. `input`: what he filled in, parsed by the action's own schema. */
    z.object({ pressId: z.string(), phase: z.string().nullable(), input: fields }),
    /** `vendor`: whose alerts it is about, where each vendor's have an automation of their own. */
  ).extend({ action: z.string(), vendor: z.enum(INTEL_VENDORS).optional() }),
  /** The daily check is to run; `scheduled`: the minute of its schedule, null where somebody asked. */
  'health/check.requested': z.object({
    scheduled: z.iso.datetime().nullable(),
    /** It goes on after the timers whatever the day. */
    anyDay: z.boolean(),
    actor: ActorRef,
    cause,
  }),
  /** Members have something new in their centre; what other channels they want it on is seen to from here. */
  'notice/created': z.object({ noticeId: z.string(), members: z.array(z.string()).max(1000), cause }),
  /** Temporary administrator rights: somebody asks, or has answered what the request waited for. */
  'access/requested': accessEvent,
  'access/answered': accessEvent,
  /** Half of the time in which it has to be decided is over. */
  'access/escalated': accessEvent,
  'access/decided': accessEvent,
  'access/granted': accessEvent,
  /** The right is being taken back before its time. */
  'access/revoking': accessEvent,
  /** It was not confirmed to be taken back when it should have been. */
  'access/late': accessEvent,
  /** The request is over, whatever came of it. */
  'access/ended': accessEvent,
  /** A button in Slack whose presser has to be looked up before anything is done. */
  'slack/interaction.received': z.object({
    requestId: z.string(),
    decision: z.enum(['approve', 'deny']),
    note: z.string().max(500).nullable(),
    slackUserId: z.string(),
    cause,
  }),
} as const;

export type EventName = keyof typeof EVENTS;
export type EventData<N extends EventName> = z.infer<(typeof EVENTS)[N]>;
export const EVENT_NAMES = Object.keys(EVENTS) as EventName[];
