import { z } from 'zod';
import { AUTOMATION_IDS } from '#lib/domain/automations.ts';
import { recordApart } from '#lib/services/runs/record-apart.ts';
import type { RunTransition } from '#lib/services/runs/transition.ts';
import { APP_ID, inngest } from './client.ts';
import { resources } from './resources.ts';

/** How a server tells that a run is over. */
const ENDS = {
  'inngest/function.finished': 'run.completed',
  'inngest/function.failed': 'run.failed',
  'inngest/function.cancelled': 'run.cancelled',
} as const satisfies Record<string, RunTransition['kind']>;

const PREFIX = `${APP_ID}-`;

/** The part of those events' data that the ledger needs. A finish of a failed run has an error, too. */
const End = z.looseObject({
  function_id: z.string().startsWith(PREFIX),
  run_id: z.string(),
  event: z.looseObject({ id: z.string().default(''), name: z.string() }),
  result: z.unknown().optional(),
  error: z
    .looseObject({ name: z.string().optional(), error: z.string().optional(), message: z.string().optional() })
    .nullish(),
});

/** Only of automations: neither its own ends nor those of what follows a failure. */
const OURS = `event.data.function_id in [${AUTOMATION_IDS.map((id) => `"${PREFIX}${id}"`).join(', ')}]`;

/**
 * On a real Inngest server: the end of a run that its function could not tell itself, because it was cancelled there, ran out of time or
 * of tries, or its process died. What the ledger knows to have ended stays as it is.
 */
export const runEnds = inngest.createFunction(
  {
    id: 'run-ends',
    name: 'Run ledger: ends of runs',
    retries: 20,
    triggers: Object.keys(ENDS).map((event) => ({ event, if: OURS })),
  },
  ({ event, step }) =>
    step.run('Write the end', async () => {
      const { function_id, run_id, event: first, result, error } = End.parse(event.data);
      const kind = ENDS[event.name as keyof typeof ENDS];
      const failure = error && {
        name: error.name ?? error.error ?? 'Error',
        message: error.message ?? error.error ?? '',
      };
      await recordApart(resources().db, [
        {
          kind: kind === 'run.completed' && failure ? 'run.failed' : kind,
          runId: run_id,
          functionId: function_id.slice(PREFIX.length),
          eventId: first.id,
          eventName: first.name,
          at: new Date(event.ts ?? Date.now()),
          ...(failure ? { error: failure } : { output: result }),
        },
      ]);
    }),
);
