import { z } from 'zod';
import { ActorRef } from '../actor.ts';
import { CaseLink, CustomFields, Tlp } from '../case.ts';
import { ResolutionVerdict, Stage, State } from '../case-state.ts';
import { ORDER_FIELDS } from '../injection/flag.ts';
import { OBSERVABLE_ROLES, OBSERVABLE_TYPES, OBSERVABLE_VERDICTS } from '../observables/types.ts';
import { Severity } from '../severity.ts';
import { BREACH_CODES } from '../sla/breach-reason.ts';
import { EventDetails } from './alert-details.ts';
import { CommandFindings } from './command-findings.ts';
import { MemberRef, Moment } from './common.ts';
import { JudgementView } from './judgement.ts';

/** An SLA timer as of the answer's time. Durations are seconds. */
export const TimerView = z.object({
  id: z.string(),
  metric: z.enum(['acknowledge', 'resolve', 'custom']),
  name: z.string(),
  status: z.enum(['running', 'paused', 'met', 'breached', 'stopped']),
  atRisk: z.boolean(),
  /** From when on it is at risk; null while paused, and for a stopwatch. */
  atRiskAt: Moment.nullable(),
  targetSeconds: z.number().int(),
  startedAt: Moment,
  dueAt: Moment.nullable(),
  pausedSeconds: z.number().int(),
  completedAt: Moment.nullable(),
  lead: z.boolean(),
  /** Nothing moves it any more. */
  over: z.boolean(),
  pausedSince: Moment.nullable(),
  /** Counting seconds so far, or until it was over. */
  elapsedSeconds: z.number().int(),
  breachedAt: Moment.nullable(),
  breachReason: z.object({ code: z.enum(BREACH_CODES), text: z.string().nullable() }).nullable(),
});
export type TimerView = z.infer<typeof TimerView>;

/** One piece of the line under a title: why this case, why now. */
export const WhyPart = z.object({
  text: z.string(),
  tone: z.enum(['plain', 'critical', 'risk', 'vip']),
  /** What it says of a moment, for saying it again as time goes on. */
  clock: z
    .union([
      z.object({ form: z.literal('due'), at: Moment, promise: z.string(), atRisk: z.boolean() }),
      z.object({ form: z.literal('repeats'), at: Moment, count: z.number().int() }),
    ])
    .optional(),
});
export type WhyPart = z.infer<typeof WhyPart>;

const listed = {
  key: z.string(),
  title: z.string(),
  severity: Severity,
  state: State,
  stage: Stage,
  category: z.string(),
  source: z.string(),
  assignee: MemberRef.nullable(),
  /** The queue an unowned case stands in. */
  group: z.string().nullable(),
  tags: z.array(z.string()),
  restricted: z.boolean(),
  vip: z.boolean(),
  /** Whether it is a VIP's could not be asked yet: whatever closes cases treats it as one. */
  vipUnknown: z.boolean(),
  store: z.string().nullable(),
  tlp: Tlp,
  sla: z.array(TimerView),
  observableCount: z.number().int(),
  eventCount: z.number().int(),
  why: z.array(WhyPart),
  createdAt: Moment,
  updatedAt: Moment,
  acknowledgedAt: Moment.nullable(),
  resolvedAt: Moment.nullable(),
  closedAt: Moment.nullable(),
  version: z.number().int(),
};

/** Where the words of a search stand: the text around them, in pieces. */
export const SearchHit = z.object({
  place: z.enum(['title', 'description', 'comment']),
  parts: z.array(z.object({ text: z.string(), found: z.boolean() })),
});
export type SearchHit = z.infer<typeof SearchHit>;

export const CaseListItem = z.object({ ...listed, hit: SearchHit.optional() });
export type CaseListItem = z.infer<typeof CaseListItem>;

export const TaskView = z.object({
  id: z.string(),
  phase: z.string(),
  title: z.string(),
  mandatory: z.boolean(),
  /** Added on the case, not from its runbook: may be renamed and removed. */
  own: z.boolean(),
  /** The quick action that the task starts. */
  action: z.string().nullable(),
  assignee: MemberRef.nullable(),
  dueAt: Moment.nullable(),
  doneAt: Moment.nullable(),
  doneBy: ActorRef.nullable(),
});
export type TaskView = z.infer<typeof TaskView>;

export const QuickActionView = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  /** Null: it may be pressed. Else the reason why not. */
  refused: z.string().nullable(),
  /** What a press will do now: "Move to Contain". */
  effect: z.string(),
  disruptive: z.boolean(),
  /** JSON Schema of what the presser fills in; no properties: nothing. */
  input: z.record(z.string(), z.unknown()),
});
export type QuickActionView = z.infer<typeof QuickActionView>;

/** A text of the case that gives orders to a model, by where it stands. */
export const CaseOrder = z.object({
  field: z.enum(ORDER_FIELDS),
  /** Of the observable, file or task; of an event its delivery's. */
  id: z.string().nullable(),
  /** The custom field's key, the observable's type, or where in the event it stands. */
  name: z.string().nullable(),
  /** A member of the house brought it. */
  byPerson: z.boolean(),
});
export type CaseOrder = z.infer<typeof CaseOrder>;

export const CaseView = z.object({
  ...listed,
  description: z.string(),
  customFields: CustomFields,
  links: z.array(CaseLink),
  techniques: z.array(z.string()),
  runbook: z
    .object({
      key: z.string(),
      name: z.string(),
      phase: z.string(),
      phases: z.array(z.object({ key: z.string(), name: z.string() })),
    })
    .nullable(),
  tasks: z.array(TaskView),
  actions: z.array(QuickActionView),
  resolution: z.object({ verdict: ResolutionVerdict, summary: z.string() }).nullable(),
  collaborators: z.array(MemberRef),
  watchers: z.array(MemberRef),
  /** The case that has taken it in: this one is only a record. */
  mergedInto: z.string().nullable(),
  hold: z.object({ reason: z.string(), wakeAt: Moment }).nullable(),
  createdBy: ActorRef,
  /** Empty where nobody has flagged the case, or somebody has dismissed the flag. */
  orders: z.array(CaseOrder),
  /** Null: the case has no alert of a vendor whose API is asked for its command lines. */
  commandLines: CommandFindings.nullable(),
});
export type CaseView = z.infer<typeof CaseView>;

export const TimelineItem = z.object({
  id: z.string(),
  at: Moment,
  kind: z.string(),
  actor: ActorRef,
  runId: z.string().nullable(),
  summary: z.string(),
  /** The case that was merged into this one and that the entry is of. */
  from: z.string().optional(),
  /** Facts of the entry: `{from, to}` of a change, `{body}` of a comment. */
  detail: z.record(z.string(), z.unknown()),
});
export type TimelineItem = z.infer<typeof TimelineItem>;

export const CaseEventView = z.object({
  id: z.string(),
  vendor: z.string(),
  vendorId: z.string(),
  deliveryId: z.string().nullable(),
  title: z.string(),
  at: Moment,
  receivedAt: Moment,
  techniques: z.array(z.string()),
  /** What the vendor's API knows of it; null where it was not asked. */
  details: EventDetails.nullable().optional(),
  /** As the vendor sent it; only for who may read bodies. */
  raw: z.unknown().optional(),
});
export type CaseEventView = z.infer<typeof CaseEventView>;

export const ObservableView = z.object({
  id: z.string(),
  type: z.enum(OBSERVABLE_TYPES),
  value: z.string(),
  defanged: z.string(),
  verdict: z.enum(OBSERVABLE_VERDICTS),
  score: z.number().nullable(),
  allowListed: z.boolean(),
  firstSeen: Moment,
  lastSeen: Moment,
  caseCount: z.number().int(),
  /** There are more cases than were counted. */
  caseCountCapped: z.boolean(),
});
export type ObservableView = z.infer<typeof ObservableView>;

export const CaseObservableView = z.object({
  ...ObservableView.shape,
  role: z.enum(OBSERVABLE_ROLES),
  key: z.boolean(),
  origins: z.array(z.object({ path: z.string(), deliveryId: z.string().optional() })),
  addedBy: ActorRef,
  judgement: JudgementView,
});
export type CaseObservableView = z.infer<typeof CaseObservableView>;
