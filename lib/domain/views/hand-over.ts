import { z } from 'zod';
import { Stage } from '../case-state.ts';
import { HandOverStatus, ItemStatus } from '../hand-over.ts';
import { Severity } from '../severity.ts';
import { MemberRef, Moment } from './common.ts';

/** The part of a case that a hand-over shows. */
export const HandedCase = z.object({
  key: z.string(),
  title: z.string(),
  severity: Severity,
  state: z.string(),
  stage: Stage,
  vip: z.boolean(),
  restricted: z.boolean(),
});
export type HandedCase = z.infer<typeof HandedCase>;

export const HandOverItemView = z.object({
  case: HandedCase,
  note: z.string(),
  hypothesis: z.string(),
  pendingApprovals: z.string(),
  nextStep: z.string(),
  status: ItemStatus,
  /** Why it was declined, or lapsed. */
  reason: z.string().nullable(),
  decidedAt: Moment.nullable(),
});
export type HandOverItemView = z.infer<typeof HandOverItemView>;

export const HandOverView = z.object({
  id: z.string(),
  from: MemberRef,
  to: MemberRef,
  note: z.string(),
  status: HandOverStatus,
  createdAt: Moment,
  endedAt: Moment.nullable(),
  /** Those of its cases that the reader may see. */
  items: z.array(HandOverItemView),
});
export type HandOverView = z.infer<typeof HandOverView>;

/** An own open case, with a first word for each field of its hand-over. */
export const HandOverDraftItem = z.object({
  case: HandedCase,
  nextStep: z.string(),
  /** The colleague to whom it is offered already. */
  offeredTo: MemberRef.nullable(),
});
export type HandOverDraftItem = z.infer<typeof HandOverDraftItem>;
