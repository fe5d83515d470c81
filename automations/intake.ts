import type { AutomationParameters } from '#lib/domain/automations.ts';
import type { EventData } from '#lib/domain/events.ts';
import type { EventFacts } from '#lib/domain/intake-facts.ts';
import type { IntakeAutomation, IntakeEvent } from '#lib/domain/intake-sources.ts';
import type { MappedCase } from '#lib/domain/mapping.ts';
import { type StormParameters, stormGuardOf } from '#lib/domain/storm.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import { markFailed } from '#lib/services/deliveries/mark-failed.ts';
import { markQuarantined } from '#lib/services/deliveries/mark-quarantined.ts';
import { automation, type Job } from './automation.ts';
import { notRunBecause, receive, summaryOf, transform } from './receive.ts';

/** What the summary says of a vendor's own steps. */
interface Afterwards {
  changes: string[];
  note: string;
}

/** A vendor's own part of an intake, in the order in which it is asked. */
export interface IntakeSteps<Id extends IntakeAutomation> {
  /** Adds what the vendor's bodies leave out. */
  complete?(mapped: MappedCase, parameters: AutomationParameters<Id>): MappedCase;
  /** What may open, reopen or resolve a case. */
  facts(mapped: MappedCase, parameters: AutomationParameters<Id>): EventFacts;
  /** What the vendor reports, as one sentence for the timeline. */
  report(mapped: MappedCase, source: string): string;
  /** The sender as the summary names it. */
  sender(mapped: MappedCase, source: string): string;
  /** Steps of its own, once the event is on its case. */
  afterwards?(job: Job<Id>, at: { key: string; mapped: MappedCase }): Promise<Afterwards | null>;
}

/**
 * The work that every intake has in common: a stored delivery goes through its mapping, opens a case or reaches the one that stands, and
 * leaves a summary there. One that fails for good puts its delivery into quarantine, to be seen and delivered again.
 */
export function intake<Id extends IntakeAutomation>(id: Id, steps: IntakeSteps<Id>) {
  return automation(
    id,
    {
      // One event of an object at a time; order is decided by receipt where the case is written.
      concurrency: { key: 'event.data.objectKey', limit: 1 },
      async onFailed(ctx, event, message) {
        const { deliveryId } = event.data as EventData<IntakeEvent>;
        await markFailed({ ctx, input: { deliveryId, reason: `The workflow ${id} failed: ${message}` } });
      },
    },
    async (job) => {
      const { event, parameters, step, skip } = job;
      const { deliveryId, connector } = event.data as EventData<IntakeEvent>;
      const source = connector.replace(/^generic\//, '');

      const transformed = await step('Transform by the mapping', (ctx) => transform(ctx, deliveryId));
      if (!transformed.ok) {
        const { reason } = transformed;
        await step('Put into quarantine', (ctx) => markQuarantined({ ctx, input: { deliveryId, reason } }));
        return skip(notRunBecause(reason));
      }
      const mapped = steps.complete?.(transformed.mapped, parameters) ?? transformed.mapped;

      const outcome = await step('Open or update the case', (ctx) =>
        receive(ctx, {
          deliveryId,
          connectorId: connector,
          source,
          mapped,
          facts: steps.facts(mapped, parameters),
          parameters,
          guard: stormGuardOf(parameters as StormParameters, mapped.rule),
          report: steps.report(mapped, source),
        }),
      );
      if (outcome.key === null) return skip(notRunBecause(outcome.reason));
      const { key, did, changes } = outcome;
      // A storm's case says by itself what came; a word and a call to the vendor for each event would be a storm of their own.
      if (did === 'collected')
        return { case: key, did, summary: summaryOf(did, steps.sender(mapped, source), changes) };

      const more = await steps.afterwards?.(job, { key, mapped });
      const said = summaryOf(did, steps.sender(mapped, source), [...changes, ...(more?.changes ?? [])]);
      const summary = more ? `${said} ${more.note}` : said;
      await step('Leave a summary', (ctx) => summarizeRun({ ctx, input: { key, summary } }));
      return { case: key, did, summary };
    },
  );
}
