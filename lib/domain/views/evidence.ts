import { z } from 'zod';
import { ActorRef } from '../actor.ts';
import { ResolutionVerdict, Stage, State } from '../case-state.ts';
import { OBSERVABLE_ROLES, OBSERVABLE_TYPES, OBSERVABLE_VERDICTS } from '../observables/types.ts';
import { Severity } from '../severity.ts';
import { MemberRef, Moment } from './common.ts';

/** As much of a case as stands beside another one. */
export const CaseBrief = z.object({
  key: z.string(),
  title: z.string(),
  severity: Severity,
  state: State,
  stage: Stage,
  assignee: MemberRef.nullable(),
  /** How it was resolved; null while it is open. */
  verdict: ResolutionVerdict.nullable(),
  mergedInto: z.string().nullable(),
  createdAt: Moment,
});
export type CaseBrief = z.infer<typeof CaseBrief>;

/** An observable that two cases share: the fewer cases hold it, the more it says. */
export const SharedView = z.object({
  id: z.string(),
  type: z.enum(OBSERVABLE_TYPES),
  defanged: z.string(),
  role: z.enum(OBSERVABLE_ROLES),
  verdict: z.enum(OBSERVABLE_VERDICTS),
  caseCount: z.number().int(),
});
export type SharedView = z.infer<typeof SharedView>;

export const RelatedCase = z.object({
  ...CaseBrief.shape,
  /** The sum of the rarity of what is shared. */
  score: z.number(),
  shared: z.array(SharedView),
  /** How many more are shared than are told. */
  more: z.number().int(),
});
export type RelatedCase = z.infer<typeof RelatedCase>;

export const LinkedCase = z.object({
  ...CaseBrief.shape,
  kind: z.enum(['related', 'detached']),
  /** `to`: it was said on this case. `from`: on the other one. */
  direction: z.enum(['to', 'from']),
  note: z.string(),
  at: Moment,
  by: ActorRef,
});
export type LinkedCase = z.infer<typeof LinkedCase>;

export const MergedCase = z.object({ ...CaseBrief.shape, at: Moment, by: ActorRef });
export type MergedCase = z.infer<typeof MergedCase>;

/** What stands around a case. */
export const RelatedView = z.object({
  /** Cases that share its observables, the most telling first. */
  similar: z.array(RelatedCase),
  linked: z.array(LinkedCase),
  /** Cases that were merged into it. */
  merged: z.array(MergedCase),
  /** Observables that too many cases hold to say anything. */
  common: z.number().int(),
});
export type RelatedView = z.infer<typeof RelatedView>;

/** What merging would do; nothing is written. */
export const MergePreview = z.object({
  source: CaseBrief,
  into: CaseBrief,
  /** Why it cannot be done, and what to do; null: it can. */
  refused: z.string().nullable(),
  observables: z.object({ added: z.number().int(), shared: z.number().int() }),
  events: z.number().int(),
  files: z.number().int(),
  tasks: z.number().int(),
  /** Custom timers that run on there. */
  timers: z.array(z.string()),
  tags: z.array(z.string()),
  links: z.number().int(),
  people: z.number().int(),
  customFields: z.array(z.string()),
  /** The clock of the case that stays starts then; null: no earlier than now. */
  startsEarlier: Moment.nullable(),
  becomesVip: z.boolean(),
  /** The merged case ends as a duplicate; false: it had ended already and keeps its verdict. */
  endsAsDuplicate: z.boolean(),
});
export type MergePreview = z.infer<typeof MergePreview>;

export const FileView = z.object({
  id: z.string(),
  name: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
  malware: z.boolean(),
  uploadedBy: ActorRef,
  createdAt: Moment,
  /** The observable that its SHA-256 is. */
  observableId: z.string().nullable(),
  verdict: z.enum(OBSERVABLE_VERDICTS),
  /** The content is gone; who had it deleted, and why. */
  deleted: z.object({ at: Moment, by: ActorRef, reason: z.string() }).nullable(),
});
export type FileView = z.infer<typeof FileView>;
