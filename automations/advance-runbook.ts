import { advancePhase } from '#lib/services/cases/advance-phase.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import { automation } from './automation.ts';
import { notRunBecause } from './receive.ts';

/** The quick action Advance phase: one press, one run, one phase. */
export const advanceRunbook = automation(
  'advance-runbook',
  { concurrency: { key: 'event.data.key', limit: 1 } },
  async ({ event, step, skip }) => {
    const { key, current, actor } = event.data;
    const result = await step('Move to the next phase', (ctx) =>
      advancePhase({ ctx, input: { key, from: current.phase } }),
    );
    if (!result.advanced) return skip(notRunBecause(result.reason));
    const summary = `Advanced the runbook from ${result.from} to ${result.name}: ${actor.name} pressed Advance phase.`;
    await step('Leave a summary', (ctx) => summarizeRun({ ctx, input: { key, summary } }));
    return { case: key, phase: result.to, summary };
  },
);
