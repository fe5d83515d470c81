import { genericFacts } from '#lib/domain/intake-facts.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import { markQuarantined } from '#lib/services/deliveries/mark-quarantined.ts';
import { automation } from './automation.ts';
import { notRunBecause, receive, summaryOf, transform } from './receive.ts';

/** An alert of a named source becomes a case, or reaches the case that it has. */
export const genericAlert = automation(
  'generic-alert',
  { concurrency: { key: 'event.data.objectKey', limit: 1 } },
  async ({ event, parameters, step, skip }) => {
    const { deliveryId, connector } = event.data;
    const source = connector.replace(/^generic\//, '');

    const transformed = await step('Transform by the mapping', (ctx) => transform(ctx, deliveryId));
    if (!transformed.ok) {
      const { reason } = transformed;
      await step('Put into quarantine', (ctx) => markQuarantined({ ctx, input: { deliveryId, reason } }));
      return skip(notRunBecause(reason));
    }
    const { mapped } = transformed;

    const outcome = await step('Open or update the case', (ctx) =>
      receive(ctx, {
        deliveryId,
        connectorId: connector,
        source,
        mapped,
        facts: genericFacts(mapped, parameters),
        report: `${source} reports ${mapped.status ?? 'an alert'}, severity ${mapped.severity}`,
      }),
    );
    if (outcome.key === null) return skip(notRunBecause(outcome.reason));
    const { key, did, changes } = outcome;

    const summary = summaryOf(did, source, changes);
    await step('Leave a summary', (ctx) => summarizeRun({ ctx, input: { key, summary } }));
    return { case: key, did, summary };
  },
);
