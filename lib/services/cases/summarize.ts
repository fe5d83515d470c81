import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { type Ctx, emit, transact, writeTimeline } from '../kernel/index.ts';
import { lockCase } from './fetch.ts';
import { touchCase } from './save.ts';

export interface SummarizeInput {
  key: string;
  /** What was done and why, in a sentence or two. */
  summary: string;
  detail?: Record<string, unknown> | undefined;
}

/** Leaves a workflow's summary on the timeline; the actor says by which run. */
export async function summarizeRun({ ctx, input }: { ctx: Ctx; input: SummarizeInput }): Promise<void> {
  await transact(ctx, 'cases.summarize', async (tx) => {
    const before = await lockCase(tx, input.key, 'case.update');
    await touchCase(tx, before);
    await writeTimeline(tx, {
      caseId: before.id,
      kind: 'summary',
      summary: input.summary,
      detail: input.detail ?? {},
    });
    await emit(
      tx,
      'case/updated',
      { key: keyOf(before.number), previous: {}, current: {}, actor: refOf(tx.actor) },
      { caseId: before.id },
    );
  });
}
