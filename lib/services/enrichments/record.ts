import { and, eq, inArray, ne } from 'drizzle-orm';
import { z } from 'zod';
import { newId } from '../../db/id.ts';
import { enrichments } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { OBSERVABLE_VERDICTS, type ObservableVerdict } from '../../domain/observables/types.ts';
import { ANSWER_STATES } from '../../domain/verdict.ts';
import { authorize, type Ctx, jsonbSafe, parse, type TxCtx, transact } from '../kernel/index.ts';
import { findObservable } from '../observables/find.ts';
import { groundsOf } from './judgements.ts';
import { lockObservable, rejudge } from './rejudge.ts';

const DAY_SECONDS = 24 * 60 * 60;
const fact = z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()]);

/** Body of POST observables/{id}/enrichments. */
export const EnrichmentBody = z
  .strictObject({
    /** The source's id, such as `virustotal`. */
    source: z.string().regex(/^[a-z0-9][a-z0-9_.-]{0,63}$/, 'Write the id of a source, such as virustotal.'),
    /** `unknown`: the source does not know it, which is an answer. `failed` and `limited` are none. */
    state: z.enum(ANSWER_STATES),
    /** Of an answer, and only of one. */
    verdict: z.enum(OBSERVABLE_VERDICTS).optional(),
    /** OCSF reputation score. */
    score: z.number().min(0).max(10).optional(),
    /** When the source answered; now, where nothing is said. */
    at: z.coerce.date().optional(),
    /** How long the source gives its answer. */
    ttlSeconds: z
      .number()
      .int()
      .min(0)
      .max(365 * DAY_SECONDS)
      .default(DAY_SECONDS),
    link: z.httpUrl().max(2_048).optional(),
    facts: z.record(z.string().max(64), fact).default({}),
    note: z.string().max(500).default(''),
    raw: z.unknown().optional(),
  })
  .refine(({ state, verdict }) => (state === 'answered') === (verdict !== undefined), {
    path: ['verdict'],
    message: 'An answer has a verdict, and nothing else has.',
  });
export type EnrichmentInput = z.input<typeof EnrichmentBody> & { observableId: string };

export interface Recorded {
  id: string;
  /** Of the observable, from all its sources. */
  verdict: ObservableVerdict;
  score: number | null;
  /** The verdict on the observable is another than before; its open cases have been told. */
  changed: boolean;
}

/**
 * Keeps what a source said of an observable, and derives its verdict anew. An answer takes the place of the source's last one; a try
 * that failed stands beside it. What comes later than a newer one is history at once, so that two runs of a source may overtake each other.
 */
export async function recordEnrichment({ ctx, input }: { ctx: Ctx; input: EnrichmentInput }): Promise<Recorded> {
  authorize(ctx.actor, 'observable.enrich');
  const { observableId, ...body } = input;
  const { at = ctx.now, verdict, score, link, raw, ...said } = parse(EnrichmentBody, body);
  const rest = { ...said, observableId: (await findObservable(ctx, observableId)).id };
  return transact(ctx, `enrichments.record.${rest.observableId}.${rest.source}`, async (tx) => {
    const of = await lockObservable(tx, rest.observableId);
    const before = (await groundsOf(tx.tx, [of.id])).get(of.id)!;
    const id = newId();
    await tx.tx.insert(enrichments).values({
      ...rest,
      ...(await takePlace(tx, { ...rest, at })),
      facts: jsonbSafe(rest.facts),
      id,
      at,
      verdict: verdict ?? null,
      score: score ?? null,
      link: link ?? null,
      raw: raw === undefined ? null : jsonbSafe(raw),
      recordedBy: refOf(tx.actor),
    });
    const after = await rejudge(tx, of, before);
    return { id, verdict: after.verdict, score: after.score, changed: after.verdict !== of.verdict };
  });
}

/** Makes room for a new row of a source: what it replaces becomes history. Answers where it stands itself. */
async function takePlace(
  ctx: TxCtx,
  { observableId, source, state, at }: { observableId: string; source: string; state: string; at: Date },
): Promise<{ standing: 'answer' | 'try' | 'past' }> {
  const ofSource = and(eq(enrichments.observableId, observableId), eq(enrichments.source, source));
  const standing = await ctx.tx
    .select({ id: enrichments.id, standing: enrichments.standing, at: enrichments.at })
    .from(enrichments)
    .where(and(ofSource, ne(enrichments.standing, 'past')));
  const isAnswer = state === 'answered' || state === 'unknown';
  // A failed try is overtaken by anything newer; an answer only by an answer.
  if (standing.some((row) => row.at > at && (!isAnswer || row.standing === 'answer'))) return { standing: 'past' };
  const replaced = standing.filter((row) => row.at <= at && (isAnswer || row.standing === 'try')).map((row) => row.id);
  if (replaced.length > 0)
    await ctx.tx.update(enrichments).set({ standing: 'past' }).where(inArray(enrichments.id, replaced));
  return { standing: isAnswer ? 'answer' : 'try' };
}
