import { decideIntake, isListed } from '#lib/domain/intake.ts';
import { atLeast } from '#lib/domain/severity.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import { markQuarantined } from '#lib/services/deliveries/mark-quarantined.ts';
import { automation } from './automation.ts';
import { receive, transform } from './receive.ts';

/** Words with which senders say that an alert is over. */
const ENDED = ['RESOLVED', 'CLOSED', 'DONE', 'OK', 'RECOVERED', 'REJECTED', 'DISMISSED'];

/** An alert of a named source becomes a case, or reaches the case that it has. */
export const genericAlert = automation(
  'generic-alert',
  { concurrency: { key: 'event.data.objectKey', limit: 1 } },
  async ({ event, parameters, step, skip }) => {
    const { deliveryId, connector } = event.data;
    const source = connector.replace(/^generic\//, '');

    const transformed = await step('Transform by the mapping', (ctx) => transform(ctx, deliveryId));
    if (!transformed.ok) {
      await step('Put into quarantine', (ctx) =>
        markQuarantined({ ctx, input: { deliveryId, reason: transformed.reason } }),
      );
      return skip(`Not run because ${transformed.reason}`);
    }
    const { mapped } = transformed;
    const over = mapped.status !== undefined && isListed(mapped.status, ENDED);
    const tooLow = !atLeast(mapped.severity, parameters.minimumSeverity);

    const outcome = await step('Open or update the case', (ctx) =>
      receive(ctx, {
        deliveryId,
        connectorId: connector,
        source,
        mapped,
        report: `${source} reports ${mapped.status ?? 'an alert'}, severity ${mapped.severity}`,
        decide: (standing) =>
          decideIntake({
            standing,
            statusOpens: !over,
            statusEnds: over,
            barred: over
              ? `the status ${mapped.status} opens no case.`
              : tooLow
                ? `the severity ${mapped.severity} is below ${parameters.minimumSeverity}.`
                : null,
            reopenWithinDays: parameters.reopenWithinDays,
            now: ctx.now,
          }),
      }),
    );
    if (outcome.key === null) return skip(`Not run because ${outcome.reason}`);
    const { key, did, changes } = outcome;
    const verb = { opened: 'Opened', updated: 'Updated', reopened: 'Reopened', noted: 'Noted the event on' }[did];
    const summary = `${verb} the case from ${source}${changes.length > 0 ? `: ${changes.join(', ')}` : ''}.`;
    await step('Leave a summary', (ctx) => summarizeRun({ ctx, input: { key, summary } }));
    return { case: key, did, changes };
  },
);
