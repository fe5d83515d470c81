import { z } from 'zod';
import { Sentence } from '../grounding.ts';
import { Severity } from '../severity.ts';
import { AiWhy } from './ai-output.ts';
import { Moment } from './common.ts';

const text = z.string().nullable();
const count = z.number().int();

/** A detection, or an incident (a case of Falcon's own). */
export const HealthItem = z.object({
  kind: z.enum(['detection', 'incident']),
  /** The composite id of an alert, or a Falcon case's id. */
  id: z.string(),
  title: z.string(),
  severity: Severity,
  /** Falcon's word. */
  status: z.string(),
  host: text,
  technique: text,
  /** Null: Falcon does not say. */
  createdAt: Moment.nullable(),
  ageHours: z.number(),
  link: text,
  /** Our case, where it has one that everybody may see. */
  caseKey: text,
  /** Our case is TLP:RED: its words stand in the report, and leave the house neither for a model nor for a channel. */
  red: z.boolean(),
});
export type HealthItem = z.infer<typeof HealthItem>;

/**
 * What became of the card to Teams. `accepted`: Teams took it, which proves no delivery. `unknown`: no answer came, so it may stand there. `off`: Teams is
 * not set.
 */
export const HealthCard = z.object({
  state: z.enum(['sending', 'accepted', 'unknown', 'failed', 'off']),
  /** One sentence for people. */
  note: z.string(),
});
export type HealthCard = z.infer<typeof HealthCard>;

const OfSeverity = z.object({ severity: Severity, count });
export type OfSeverity = z.infer<typeof OfSeverity>;
const Tally = z.object({ name: z.string(), count });

/** What a daily check found, as its report keeps it. */
export const HealthSnapshot = z.object({
  at: Moment,
  /** Why it went on on this day. */
  reason: z.string(),
  /** What is open at Falcon; `more`: not all of it that has to be timed was read. */
  looked: z.object({ detections: count, incidents: count, more: z.boolean() }),
  timers: z.object({ started: count, stopped: count, opened: count, left: count }),
  /** Older than so much, and with nobody, neither at Falcon nor here; the most severe and oldest first. */
  limits: z.object({ detectionHours: count, incidentDays: count }),
  unassigned: z.array(HealthItem),
  /** Those that the list, which holds 200, has no place for: the next check compares with them too. */
  others: z.array(HealthItem.pick({ kind: true, id: true, title: true, severity: true, host: true })),
  /** Those that were counted by their ids alone: there are more than one check reads, or Falcon did not show them. */
  unread: z.array(OfSeverity),
  /** How many there are, read and unread. */
  total: count,
  /** There are more than Falcon lists: `total` is at least that. */
  more: z.boolean(),
  /** Falcon has nobody for them, but here somebody has their case. */
  ownedHere: count,
  /** They are open at Falcon, and here their case has ended. */
  endedHere: count,
  bySeverity: z.array(OfSeverity),
  byHost: z.array(Tally),
  byTechnique: z.array(Tally),
  /** Since the check before; null: this is the first. */
  change: z
    .object({
      since: Moment,
      before: count,
      /** Ids of what was not in it. */
      appeared: z.array(z.string()),
      /** What was in it and has somebody by now, or is over. */
      gone: z.array(z.object({ id: z.string(), title: z.string(), severity: Severity, host: text })),
      /** Which of these there are more of, since one of the two checks did not read or list all. */
      atLeast: z.object({ before: z.boolean(), appeared: z.boolean(), gone: z.boolean() }),
    })
    .nullable(),
  summary: z.object({
    by: z.enum(['model', 'rules']),
    sentences: z.array(Sentence),
    /** Ids of what to take first. */
    first: z.array(z.string()),
  }),
  /** What is behind the summary. */
  why: AiWhy,
  runId: z.string().nullable(),
  /** Null: none was sent yet. */
  card: HealthCard.nullable(),
});
export type HealthSnapshot = z.infer<typeof HealthSnapshot>;
