import { inArray } from 'drizzle-orm';
import { z } from 'zod';
import { newId } from '../../db/id.ts';
import { enrichments } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { OBSERVABLE_VERDICTS, type ObservableVerdict } from '../../domain/observables/types.ts';
import { ANSWER_STATES } from '../../domain/verdict.ts';
import { authorize, type Ctx, jsonbSafe, parse, type TxCtx, transact } from '../kernel/index.ts';
import { findObservable } from '../observables/find.ts';
import { type Grounds, groundsOf } from './judgements.ts';
import { lockObservables, rejudgeBy } from './rejudge.ts';

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
  const said = parse(EnrichmentBody, body);
  const { id } = await findObservable(ctx, observableId);
  const [recorded] = await transact(ctx, `enrichments.record.${id}.${said.source}`, (tx) =>
    record(tx, [{ ...said, observableId: id }]),
  );
  return recorded!;
}

/**
 * What one source said of several observables, each named once, as {@link recordEnrichment} keeps it: one transaction, and a dozen statements
 * instead of a dozen for each. In their order. For our own processes.
 */
export async function recordEnrichments({
  ctx,
  input: { source, said },
}: {
  ctx: Ctx;
  input: { source: string; said: readonly Omit<EnrichmentInput, 'source'>[] };
}): Promise<Recorded[]> {
  authorize(ctx.actor, 'observable.enrich');
  const parsed = said.map(({ observableId, ...body }) => ({
    ...parse(EnrichmentBody, { ...body, source }),
    observableId,
  }));
  if (parsed.length === 0) return [];
  return transact(ctx, `enrichments.record.${source}`, (tx) => record(tx, parsed));
}

type Said = z.output<typeof EnrichmentBody> & { observableId: string };

async function record(tx: TxCtx, said: readonly Said[]): Promise<Recorded[]> {
  const ids = said.map(({ observableId }) => observableId);
  const held = await lockObservables(tx, ids);
  const before = await groundsOf(tx.tx, ids);
  const replaced: string[] = [];
  const rows = said.map(({ observableId, at = tx.now, verdict, score, link, raw, facts, ...rest }) => {
    const place = placeOf(before.get(observableId)!, { ...rest, at });
    replaced.push(...place.replaces);
    return {
      ...rest,
      ...{ id: newId(), observableId, at, standing: place.standing, facts: jsonbSafe(facts) },
      ...{ verdict: verdict ?? null, score: score ?? null, link: link ?? null },
      raw: raw === undefined ? null : jsonbSafe(raw),
      recordedBy: refOf(tx.actor),
    };
  });
  if (replaced.length > 0)
    await tx.tx.update(enrichments).set({ standing: 'past' }).where(inArray(enrichments.id, replaced));
  await tx.tx.insert(enrichments).values(rows);
  const grounds = await groundsOf(tx.tx, ids);
  const recorded: Recorded[] = [];
  for (const { id, observableId } of rows) {
    const of = held.get(observableId)!;
    const after = await rejudgeBy(tx, of, before.get(observableId)!, grounds.get(observableId)!);
    recorded.push({ id, verdict: after.verdict, score: after.score, changed: after.verdict !== of.verdict });
  }
  return recorded;
}

/** Where a new row of a source stands, and what becomes history by it. */
function placeOf(
  { standing: all }: Grounds,
  { source, state, at }: Pick<Said, 'source' | 'state'> & { at: Date },
): { standing: 'answer' | 'try' | 'past'; replaces: string[] } {
  const standing = all.filter((row) => row.source === source);
  const isAnswer = state === 'answered' || state === 'unknown';
  // A failed try is overtaken by anything newer; an answer only by an answer.
  if (standing.some((row) => row.at > at && (!isAnswer || row.standing === 'answer')))
    return { standing: 'past', replaces: [] };
  const replaced = standing.filter((row) => row.at <= at && (isAnswer || row.standing === 'try'));
  return { standing: isAnswer ? 'answer' : 'try', replaces: replaced.map(({ id }) => id) };
}
