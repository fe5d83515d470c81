import { eq, inArray } from 'drizzle-orm';
import { type Observable, observables } from '../../db/schema/index.ts';
import { sourceOf } from '../../domain/enrichment/sources.ts';
import { defang } from '../../domain/observables/index.ts';
import { cut } from '../../domain/text.ts';
import type { Judgement } from '../../domain/verdict.ts';
import { notFound } from '../errors.ts';
import { isUuid, type TxCtx } from '../kernel/index.ts';
import { type Grounds, groundsOf, judge } from './judgements.ts';
import { tellCases } from './tell-cases.ts';

/**
 * The observable, locked for a change of its verdict. Who puts it on a case meanwhile waits, so that each open case either hears of the
 * change or is there after it.
 */
export async function lockObservable(ctx: TxCtx, id: string): Promise<Observable> {
  const [found] = isUuid(id)
    ? await ctx.tx.select().from(observables).where(eq(observables.id, id)).for('no key update')
    : [];
  if (!found) throw notFound('The observable');
  return found;
}

/** Several of them by their ids, locked in one order for everybody. */
export async function lockObservables(ctx: TxCtx, ids: readonly string[]): Promise<Map<string, Observable>> {
  const rows = await ctx.tx
    .select()
    .from(observables)
    .where(inArray(observables.id, [...ids]))
    .orderBy(observables.id)
    .for('no key update');
  if (rows.length < ids.length) throw notFound('The observable');
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Stores the verdict that follows from what a locked observable's sources and people say now, and tells every open case that holds it
 * where the verdict has changed. `before` are the grounds before the change.
 */
export async function rejudge(ctx: TxCtx, of: Observable, before: Grounds): Promise<Observable> {
  return rejudgeBy(ctx, of, before, (await groundsOf(ctx.tx, [of.id])).get(of.id)!);
}

/** The same by grounds that were just read. */
export async function rejudgeBy(ctx: TxCtx, of: Observable, before: Grounds, grounds: Grounds): Promise<Observable> {
  const judged = judge(grounds, of.allowListed, ctx.now);
  const alarmed = judged.alarm && !judge(before, of.allowListed, ctx.now).alarm;
  const flipped = judged.verdict !== of.verdict;
  if (!flipped && !alarmed && judged.score === of.score) return of;
  const [after] = await ctx.tx
    .update(observables)
    .set({ verdict: judged.verdict, score: judged.score })
    .where(eq(observables.id, of.id))
    .returning();
  if (flipped || alarmed) {
    const why = whyOf(judged, grounds);
    const name = shortName(of);
    const summary = alarmed
      ? `Our own asset ${name} is called malicious by ${titlesOf(judged.deciding)}`
      : `Verdict on ${name} changed from ${of.verdict} to ${judged.verdict}: ${why}`;
    await tellCases(ctx, of, { summary, from: of.verdict, to: judged.verdict, why, alarm: alarmed });
  }
  return after!;
}

function whyOf({ decidedBy, deciding }: Judgement, { override }: Grounds): string {
  if (decidedBy === 'override') return `set by ${override!.by.name}, ${override!.reason}`;
  return decidedBy === 'sources' ? `by ${titlesOf(deciding)}` : 'no source says more';
}

const titlesOf = (sources: readonly string[]) => sources.map((id) => sourceOf(id)?.title ?? id).join(', ');

/** A command line may have 32 KB. */
function shortName({ type, value }: Observable): string {
  const shown = defang(type, value);
  return shown.length > 120 ? `${cut(shown, 119)}…` : shown;
}
