import { and, asc, eq } from 'drizzle-orm';
import { newId } from '../../db/id.ts';
import { caseObservables, cases, type Observable, outbox, runs, timeline } from '../../db/schema/index.ts';
import { refOf, runIdOfActor } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import type { ObservableVerdict } from '../../domain/observables/types.ts';
import { eventRows, isOpenCase, type TxCtx } from '../kernel/index.ts';

interface Told {
  summary: string;
  from: ObservableVerdict;
  to: ObservableVerdict;
  why: string;
  alarm: boolean;
}

/** Rows of one statement: an address may stand on thousands of open cases. */
const BATCH = 500;

/**
 * Tells every open case that holds an observable that its verdict has changed: an entry on its timeline, and `observable/verdict.changed`.
 * It locks no case (a writer that holds one may be waiting for the observable).
 */
export async function tellCases(ctx: TxCtx, of: Observable, { summary, ...change }: Told): Promise<void> {
  const holding = await ctx.tx
    .select({ id: cases.id, number: cases.number, role: caseObservables.role })
    .from(caseObservables)
    .innerJoin(cases, eq(cases.id, caseObservables.caseId))
    .where(and(eq(caseObservables.observableId, of.id), isOpenCase))
    .orderBy(asc(cases.id));
  const [actor, runId] = [refOf(ctx.actor), runIdOfActor(ctx.actor)];
  const by = { at: ctx.now, actorKind: ctx.actor.kind, actor, runId };
  for (let at = 0; at < holding.length; at += BATCH) {
    const batch = holding.slice(at, at + BATCH);
    const entries: (typeof timeline.$inferInsert)[] = [];
    const events = batch.map(({ id, number, role }) => {
      const detail = { observableId: of.id, type: of.type, role, ...change };
      entries.push({ id: newId(), caseId: id, kind: 'verdict', summary, detail, ...by });
      const said = { key: keyOf(number), previous: change.from, current: change.to, actor };
      const made = eventRows(
        ctx,
        'observable/verdict.changed',
        { ...said, observable: { id: of.id, type: of.type } },
        { caseId: id },
      );
      if (made.stopped) {
        const stopped = `Stopped the automations here: ${made.stopped}`;
        entries.push({ id: newId(), caseId: id, kind: 'stopped', summary: stopped, ...by });
      }
      return made;
    });
    await ctx.tx.insert(timeline).values(entries);
    await ctx.tx.insert(outbox).values(events.map((made) => made.event));
    const ledger = events.flatMap((made) => made.runs);
    if (ledger.length > 0) await ctx.tx.insert(runs).values(ledger);
  }
}
