import { z } from 'zod';
import { ResolutionVerdict } from '../case-state.ts';
import { MemberRef, Moment } from './common.ts';

/** What a comment said until then. */
export const CommentRevision = z.object({ body: z.string(), replacedAt: Moment });
export type CommentRevision = z.infer<typeof CommentRevision>;

/** Somebody who looks at a case now; `editing` names the field that he has open. */
export const Onlooker = z.object({ member: MemberRef, editing: z.string().nullable() });
export type Onlooker = z.infer<typeof Onlooker>;

/** A ready ending of a case. Shipped ones have no id of the database and cannot be removed. */
export const ClosingMacro = z.object({
  id: z.string(),
  title: z.string(),
  verdict: ResolutionVerdict,
  summary: z.string(),
  shipped: z.boolean(),
});
export type ClosingMacro = z.infer<typeof ClosingMacro>;

/** One step of the attack, by the event's own time. */
export const AttackStep = z.object({
  id: z.string(),
  at: Moment,
  receivedAt: Moment,
  vendor: z.string(),
  title: z.string(),
  /** As the vendor says. */
  techniques: z.array(z.string()),
  /** Of the command lines of its alert that our analysis calls malicious or suspicious. */
  analysed: z.array(z.string()),
});
export type AttackStep = z.infer<typeof AttackStep>;
