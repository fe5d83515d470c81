import { wizFacts } from '#lib/domain/intake-facts.ts';
import type { MappedCase } from '#lib/domain/mapping.ts';
import { fetchWizIssue } from '#lib/integrations/fetch-wiz-issue.ts';
import { addFacts } from '#lib/services/cases/add-facts.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import { markQuarantined } from '#lib/services/deliveries/mark-quarantined.ts';
import { automation } from './automation.ts';
import { notRunBecause, receive, summaryOf, transform } from './receive.ts';
import { resources } from './resources.ts';

/** A Wiz issue or detection becomes a case, or reaches the case that it has. */
export const wizIncident = automation(
  'wiz-incident',
  // One event of an object at a time, in the order in which they came.
  { concurrency: { key: 'event.data.objectKey', limit: 1 } },
  async ({ event, parameters, step, skip }) => {
    const { deliveryId } = event.data;

    const transformed = await step('Transform by the mapping', (ctx) => transform(ctx, deliveryId));
    if (!transformed.ok) {
      const { reason } = transformed;
      await step('Put into quarantine', (ctx) => markQuarantined({ ctx, input: { deliveryId, reason } }));
      return skip(notRunBecause(reason));
    }
    const mapped = withIssueLink(transformed.mapped, parameters.issueUrl);
    const status = (mapped.status ?? 'OPEN').toUpperCase();

    const outcome = await step('Open or update the case', (ctx) =>
      receive(ctx, {
        deliveryId,
        connectorId: 'wiz',
        source: 'wiz',
        mapped,
        facts: wizFacts(mapped, parameters),
        report: reportOf(mapped, status),
      }),
    );
    if (outcome.key === null) return skip(notRunBecause(outcome.reason));
    const { key, did, changes } = outcome;

    // The case stands without it: a Wiz that does not answer after all tries is noted, not an end.
    const fetched = await step('Fetch the whole issue from Wiz', (ctx) =>
      fetchWizIssue(ctx.db, { id: mapped.objectKey, allowedNetworks: resources().allowedNetworks }),
    ).catch((error: Error) => ({ facts: null, note: `The whole issue could not be fetched: ${error.message}` }));
    const { facts } = fetched;
    const added = facts
      ? await step('Add what is new', (ctx) => addFacts({ ctx, input: { key, facts, origin: 'wiz-api' } }))
      : [];

    const what = `Wiz (${status}, ${mapped.severity})`;
    const summary = `${summaryOf(did, what, [...changes, ...added])} ${fetched.note}`;
    await step('Leave a summary', (ctx) => summarizeRun({ ctx, input: { key, summary } }));
    return { case: key, did, summary };
  },
);

function reportOf(mapped: MappedCase, status: string): string {
  const what = mapped.eventType ? ` (${mapped.eventType})` : '';
  return `Wiz reports the issue ${status}${what}, severity ${mapped.severity}`;
}

/** The default webhook body carries no address of the issue itself. */
function withIssueLink(mapped: MappedCase, template: string): MappedCase {
  const url = template.replaceAll('{id}', encodeURIComponent(mapped.objectKey));
  const known = mapped.links.some((link) => /^wiz\b/i.test(link.title));
  return known || !URL.canParse(url) ? mapped : { ...mapped, links: [{ title: 'Wiz issue', url }, ...mapped.links] };
}
