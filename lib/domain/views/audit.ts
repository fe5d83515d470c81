import { z } from 'zod';
import { ActorRef } from '../actor.ts';
import { Moment } from './common.ts';

export const AuditView = z.object({
  id: z.string(),
  seq: z.number().int(),
  at: Moment,
  actor: ActorRef,
  runId: z.string().nullable(),
  /** Where the request came from; behind a proxy of ours `client via proxy`. Null: no request. */
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  /** `case.update` */
  action: z.string(),
  entity: z.string(),
  entityId: z.string(),
  /** Old and new by field; secrets are hidden. */
  diff: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })),
});
export type AuditView = z.infer<typeof AuditView>;

/** What the log can be filtered by: what stands in it. */
export const AuditFacets = z.object({ actions: z.array(z.string()), entities: z.array(z.string()) });
export type AuditFacets = z.infer<typeof AuditFacets>;

export const AuditCheck = z.object({
  /** True: every row that was checked is as it was written. */
  ok: z.boolean(),
  /** The first seal that does not fit, with the rows that it covers: one of them was changed, added or taken away. */
  broken: z
    .object({
      seal: z.number().int(),
      afterSeq: z.number().int(),
      toSeq: z.number().int(),
      sealedAt: Moment,
      reason: z.string(),
    })
    .nullable(),
  seals: z.number().int(),
  rows: z.number().int(),
  /** The newest seal, which covers the rows up to `toSeq`: note it elsewhere, and ask with `head` whether it still stands. Null: nothing is sealed yet. */
  head: z.object({ seal: z.number().int(), toSeq: z.number().int(), hash: z.string(), at: Moment }).nullable(),
  /** Rows that no seal covers yet: those of the last seconds. */
  unsealed: z.number().int(),
  /** There are more seals: ask again with this cursor. */
  nextCursor: z.string().nullable(),
});
export type AuditCheck = z.infer<typeof AuditCheck>;
