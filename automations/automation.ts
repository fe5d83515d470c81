import type { FailureEventArgs, GetStepTools, InngestFunction } from 'inngest';
import { AUTOMATIONS, type AutomationId, type AutomationParameters, type Trigger } from '#lib/domain/automations.ts';
import { EVENTS, type EventData, type EventName } from '#lib/domain/events.ts';
import { settingsOf } from '#lib/services/automations/settings-of.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { beginRun } from '#lib/services/runs/begin.ts';
import { skipRun } from '#lib/services/runs/skip.ts';
import { inngest } from './client.ts';
import { resources } from './resources.ts';
import { retriable } from './retriable.ts';

interface Options<Id extends AutomationId>
  extends Pick<Parameters<typeof inngest.createFunction>[0], 'concurrency' | 'cancelOn' | 'retries' | 'timeouts'> {
  /** After the last try of a run, with the message of what it threw. What it does may be done twice. */
  onFailed?: (ctx: Ctx, event: Job<Id>['event'], message: string) => Promise<void>;
  /** What is done with an event that came although the automation is switched off; the run is skipped all the same. */
  whenOff?: (ctx: Ctx, event: Job<Id>['event']) => Promise<void>;
}
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
  { onFailed, whenOff, ...options }: Options<Id>,
  work: (job: Job<Id>) => Promise<Record<string, unknown> | Skipped>,
): InngestFunction.Any {
  const { title, triggers } = AUTOMATIONS[id];
  const read = (event: { id?: string; name: string; data?: unknown }): Job<Id>['event'] => {
    const name = event.name as EventOf<Id> & EventName;
    return { id: event.id ?? '', name, data: EVENTS[name].parse(event.data) as EventData<EventOf<Id>> };
  };
  const begin = (event: Job<Id>['event'], engineRunId: string) =>
    beginRun(resources().db, {
      eventId: event.id,
      eventName: event.name,
      automation: id,
      engineRunId,
      now: new Date(),
    });
  /** The context of a piece of work: done again under the same effect key, it finds its own answer. */
  const act = async <T>(event: Job<Id>['event'], runId: string, key: string, run: (ctx: Ctx) => Promise<T>) => {
    const { db, announce } = resources();
    const actor = { kind: 'automation', id, name: title, runId } as const;
    const cause = [...event.data.cause, event.id];
    try {
      return await retriable(() => run({ db, actor, now: new Date(), cause, effect: `${event.id}/${id}/${key}` }));
    } finally {
      announce();
    }
  };
  const afterFailure =
    (handle: NonNullable<typeof onFailed>) =>
    async ({ event: { data }, error, step }: FailureEventArgs & { step: Job<Id>['tools'] }) => {
      const event = read(data.event);
      await step.run('Say what is left undone', async () => {
        const { runId } = await begin(event, data.run_id);
        // Each run that fails says so by itself: a replay's end is news.
        await act(event, runId, `failed ${data.run_id}`, (ctx) => handle(ctx, event, error.message));
      });
    };
  return inngest.createFunction(
    {
      id,
      name: title,
      retries: 4,
      ...options,
      triggers: (triggers as readonly Trigger[]).map(({ event, ...only }) => {
        const conditions = Object.entries(only).map(([name, value]) => `event.data.${name} == '${value}'`);
        return { event, ...(conditions.length > 0 && { if: conditions.join(' && ') }) };
      }),
      ...(onFailed && { onFailure: afterFailure(onFailed) }),
    },
    async ({ event: incoming, step, runId: engineRunId }) => {
      const event = read(incoming);
      const begun = await step.run('Read settings', async () => {
        const { runId } = await begin(event, engineRunId);
        return { runId, ...(await settingsOf(resources().db, id)) };
      });
      const skip = async (reason: string): Promise<Skipped> => {
        await step.run('Say why it was skipped', () => skipRun(resources().db, { runId: begun.runId, reason }));
        return { skipped: reason };
      };
      if (!begun.enabled) {
        if (whenOff)
          await step.run('See to what came meanwhile', () =>
            act(event, begun.runId, 'off', (ctx) => whenOff(ctx, event)),
          );
        return skip(`Not run because ${title} is switched off.`);
      }
      return work({
        event,
        parameters: AUTOMATIONS[id].parameters.parse(begun.parameters) as AutomationParameters<Id>,
        runId: begun.runId,
        tools: step,
        skip,
        step: <T>(name: string, run: (ctx: Ctx) => Promise<T>) =>
          step.run(name, () => act(event, begun.runId, name, run)) as Promise<T>,
      });
    },
  );
}
