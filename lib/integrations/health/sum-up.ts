import { countFindings, factsOf, tellable } from '../../domain/health/findings.ts';
import type { HealthItem, HealthSnapshot } from '../../domain/views/health.ts';
import { lastCheck } from '../../services/health/last-check.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import { runTask } from '../ai/run-task.ts';

export type SumUpInput = Pick<
  HealthSnapshot,
  'reason' | 'looked' | 'timers' | 'limits' | 'ownedHere' | 'endedHere' | 'unread' | 'more' | 'runId'
> & {
  items: readonly HealthItem[];
  /** Ids of what is known to have somebody by now, or to be over. */
  gone: readonly string[];
  allowedNetworks: readonly string[];
};

/** Counts what was found, compares it with the check before, and has it summed up by the model or the rules. */
export async function sumUpHealth({ ctx, input }: { ctx: Ctx; input: SumUpInput }): Promise<HealthSnapshot> {
  const { items, gone, allowedNetworks, ...told } = input;
  const { unread, more } = told;
  const counted = countFindings({ items, unread, more, gone }, await lastCheck({ ctx }));
  const at = ctx.now.toISOString();
  const facts = factsOf(items, counted, { ...told, at });
  const { output, by, why } = await runTask({
    ctx,
    task: 'summarize-health',
    input: {
      facts,
      unassigned: tellable(counted.unassigned).map(({ id, severity, title, host, technique, ageHours }) => ({
        ...{ id, severity, title, host, technique, ageHours },
      })),
    },
    allowedNetworks,
  });
  const summary = { by, sentences: output.sentences, first: output.first };
  return { at, ...told, ...counted, summary, why, card: null };
}
