import { z } from 'zod';
import { ResolutionVerdict } from '../case-state.ts';
import { OBSERVABLE_ROLES } from '../observables/types.ts';
import { CaseEventView, CaseListItem, ObservableView } from './case.ts';
import { MemberRef } from './common.ts';
import { JudgementView, OverrideView } from './judgement.ts';

/** A case that holds an observable: what it is to the case, and how the case ended. */
export const HoldingCase = z.object({
  ...CaseListItem.shape,
  role: z.enum(OBSERVABLE_ROLES),
  keyObservable: z.boolean(),
  /** How the case was resolved; null while it is open. */
  verdict: ResolutionVerdict.nullable(),
});
export type HoldingCase = z.infer<typeof HoldingCase>;

/** What the newest of its cases, two thousand at the most, say of an observable together. */
export const Standing = z.object({
  cases: z.number().int(),
  open: z.number().int(),
  roles: z.partialRecord(z.enum(OBSERVABLE_ROLES), z.number().int()),
  verdicts: z.partialRecord(ResolutionVerdict, z.number().int()),
  /** There are more cases than were looked at. */
  capped: z.boolean(),
});
export type Standing = z.infer<typeof Standing>;

export const ObservableDetail = z.object({
  ...ObservableView.shape,
  judgement: JudgementView,
  overrides: z.array(OverrideView),
  standing: Standing,
  /** The member whose e-mail address a user observable is. */
  member: MemberRef.nullable(),
  /** What covers it, where it is the house's own. */
  ownBy: z.object({ kind: z.string(), value: z.string(), note: z.string() }).nullable(),
  cases: z.array(HoldingCase),
});
export type ObservableDetail = z.infer<typeof ObservableDetail>;

/** A vendor's event on one of the cases of an observable. */
export const ObservableEvent = z.object({ ...CaseEventView.omit({ raw: true }).shape, case: z.string() });
export type ObservableEvent = z.infer<typeof ObservableEvent>;
