import type { GetStepTools, InngestFunction } from 'inngest';
import { AUTOMATIONS, type AutomationId, type AutomationParameters, type Trigger } from '#lib/domain/automations.ts';
import { EVENTS, type EventData, type EventName } from '#lib/domain/events.ts';
import { settingsOf } from '#lib/services/automations/settings-of.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { beginRun } from '#lib/services/runs/begin.ts';
import { skipRun } from '#lib/services/runs/skip.ts';
import { inngest } from './client.ts';
import { resources } from './resources.ts';
import { retriable } from './retriable.ts';

type Options = Pick<Parameters<typeof inngest.createFunction>[0], 'concurrency' | 'cancelOn' | 'retries' | 'timeouts'>;
type EventOf<Id extends AutomationId> = (typeof AUTOMATIONS)[Id]['triggers'][number]['event'];

/** What a workflow works with. */
export interface Job<Id extends AutomationId> {
  event: { id: string; name: EventOf<Id>; data: EventData<EventOf<Id>> };
  parameters: AutomationParameters<Id>;
  runId: string;
  /**
   * A durable step. It gets the context for services: the automation as actor, the chain of events, and an effect key of this event,
   * automation and step, so that a repeated or replayed step does nothing twice.
   */
  step: <T>(name: string, work: (ctx: Ctx) => Promise<T>) => Promise<T>;
  /** The SDK's other tools: sleep, waitForEvent, invoke … */
  tools: GetStepTools<typeof inngest>;
  /** Ends the run as skipped: one sentence that says why, with the value that decided. */
  skip: (reason: string) => Promise<Skipped>;
}

export interface Skipped {
  skipped: string;
}

/**
 * Makes an Inngest function of a workflow of the catalogue. Its first step takes a picture of the administrator's settings; a workflow
 * that is switched off ends there, and the ledger says so.
 */
export function automation<Id extends AutomationId>(
  id: Id,
  options: Options,
  work: (job: Job<Id>) => Promise<Record<string, unknown> | Skipped>,
): InngestFunction.Any {
  const { title, triggers } = AUTOMATIONS[id];
  return inngest.createFunction(
    {
      id,
      name: title,
      retries: 4,
      ...options,
      triggers: (triggers as readonly Trigger[]).map(({ event, action }) => ({
        event,
        ...(action ? { if: `event.data.action == '${action}'` } : {}),
      })),
    },
    async ({ event, step, runId: engineRunId }) => {
      const eventId = event.id ?? '';
      const name = event.name as EventOf<Id> & EventName;
      const data = EVENTS[name].parse(event.data) as EventData<EventOf<Id>>;
      const cause = [...data.cause, eventId];

      const begun = await step.run('Read settings', async () => {
        const { db } = resources();
        const { runId } = await beginRun(db, {
          eventId,
          eventName: name,
          automation: id,
          engineRunId,
          now: new Date(),
        });
        return { runId, ...(await settingsOf(db, id)) };
      });
      const actor = { kind: 'automation', id, name: title, runId: begun.runId } as const;
      const skip = async (reason: string): Promise<Skipped> => {
        await step.run('Say why it was skipped', () => skipRun(resources().db, { runId: begun.runId, reason }));
        return { skipped: reason };
      };
      if (!begun.enabled) return skip(`Not run because ${title} is switched off.`);
      return work({
        event: { id: eventId, name, data },
        parameters: AUTOMATIONS[id].parameters.parse(begun.parameters) as AutomationParameters<Id>,
        runId: begun.runId,
        tools: step,
        skip,
        step: <T>(stepName: string, run: (ctx: Ctx) => Promise<T>) =>
          step.run(stepName, async () => {
            const { db, announce } = resources();
            const effect = `${eventId}/${id}/${stepName}`;
            try {
              return await retriable(() => run({ db, actor, now: new Date(), cause, effect }));
            } finally {
              announce();
            }
          }) as Promise<T>,
      });
    },
  );
}
