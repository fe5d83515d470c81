import { z } from 'zod';
import { ActorRef } from '../actor.ts';
import { OBSERVABLE_VERDICTS } from '../observables/types.ts';
import { ANSWER_STATES } from '../verdict.ts';
import { Moment } from './common.ts';

const Verdict = z.enum(OBSERVABLE_VERDICTS);
const FactsView = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** What one source says of an observable now. */
export const SourceView = z.object({
  source: z.string(),
  /** `unknown`: the source does not know it. `failed` and `limited`: it never gave an answer. */
  state: z.enum(ANSWER_STATES),
  verdict: Verdict.nullable(),
  score: z.number().nullable(),
  at: Moment,
  expiresAt: Moment,
  /** Older than the source gives it. */
  stale: z.boolean(),
  link: z.string().nullable(),
  facts: FactsView,
  note: z.string(),
  /** A later try that brought no answer. */
  lastTry: z.object({ state: z.enum(ANSWER_STATES), at: Moment, note: z.string() }).nullable(),
});
export type SourceView = z.infer<typeof SourceView>;

export const OverrideView = z.object({
  verdict: Verdict,
  reason: z.string(),
  by: ActorRef,
  at: Moment,
  until: Moment.nullable(),
  endedAt: Moment.nullable(),
  endedBy: ActorRef.nullable(),
});
export type OverrideView = z.infer<typeof OverrideView>;

/** Why an observable has its verdict. */
export const JudgementView = z.object({
  decidedBy: z.enum(['override', 'sources', 'nobody']),
  deciding: z.array(z.string()),
  conflict: z.boolean(),
  stale: z.boolean(),
  alarm: z.boolean(),
  override: OverrideView.nullable(),
  sources: z.array(SourceView),
});
export type JudgementView = z.infer<typeof JudgementView>;

/** One answer, or one try, in the history of an observable. */
export const EnrichmentView = z.object({
  id: z.string(),
  source: z.string(),
  state: z.enum(ANSWER_STATES),
  verdict: Verdict.nullable(),
  score: z.number().nullable(),
  at: Moment,
  expiresAt: Moment,
  /** It is the source's answer now. */
  current: z.boolean(),
  link: z.string().nullable(),
  facts: FactsView,
  note: z.string(),
  recordedBy: ActorRef,
  /** As the source answered; only for who may read bodies. */
  raw: z.unknown().optional(),
});
export type EnrichmentView = z.infer<typeof EnrichmentView>;
