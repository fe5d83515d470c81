import type { AutomationParameters } from '#lib/domain/automations.ts';
import { decideIntake, isListed } from '#lib/domain/intake.ts';
import type { MappedCase } from '#lib/domain/mapping.ts';
import { fetchWizIssue } from '#lib/integrations/fetch-wiz-issue.ts';
import { addFacts } from '#lib/services/cases/add-facts.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import { markQuarantined } from '#lib/services/deliveries/mark-quarantined.ts';
import { automation } from './automation.ts';
import { receive, transform } from './receive.ts';
import { resources } from './resources.ts';

/** At Wiz the issue is over. */
const ENDED = ['RESOLVED', 'REJECTED'];

/** A Wiz issue or detection becomes a case, or reaches the case that it has. */
export const wizIncident = automation(
  'wiz-incident',
  // One event of an object at a time, in the order in which they came.
  { concurrency: { key: 'event.data.objectKey', limit: 1 } },
  async ({ event, parameters, step, skip }) => {
    const { deliveryId } = event.data;

    const transformed = await step('Transform by the mapping', (ctx) => transform(ctx, deliveryId));
    if (!transformed.ok) {
      await step('Put into quarantine', (ctx) =>
        markQuarantined({ ctx, input: { deliveryId, reason: transformed.reason } }),
      );
      return skip(`Not run because ${transformed.reason}`);
    }
    const mapped = withIssueLink(transformed.mapped, parameters.issueUrl);
    const status = (mapped.status ?? 'OPEN').toUpperCase();

    const outcome = await step('Open or update the case', (ctx) =>
      receive(ctx, {
        deliveryId,
        connectorId: 'wiz',
        source: 'wiz',
        mapped,
        report: reportOf(mapped, status),
        decide: (standing) =>
          decideIntake({
            standing,
            statusOpens: isListed(status, parameters.statuses),
            statusEnds: isListed(status, ENDED),
            barred: barOf(mapped, status, parameters),
            reopenWithinDays: parameters.reopenWithinDays,
            now: ctx.now,
          }),
        resolve: parameters.resolveWithWiz && isListed(status, ENDED) ? `Wiz reports the issue ${status}.` : undefined,
      }),
    );
    if (outcome.key === null) return skip(`Not run because ${lower(outcome.reason)}`);
    const { key } = outcome;

    // The case stands without it: a Wiz that does not answer after all tries is noted, not an end.
    const fetched = await step('Fetch the whole issue from Wiz', (ctx) =>
      fetchWizIssue(ctx.db, { id: mapped.objectKey, allowedNetworks: resources().allowedNetworks }),
    ).catch((error: Error) => ({ facts: null, note: `The whole issue could not be fetched: ${error.message}` }));
    const added = await step('Add what is new', (ctx) =>
      fetched.facts ? addFacts({ ctx, input: { key, facts: fetched.facts, origin: 'wiz-api' } }) : Promise.resolve([]),
    );

    const changes = [...outcome.changes, ...added];
    const did = { opened: 'Opened', updated: 'Updated', reopened: 'Reopened', noted: 'Noted the event on' }[
      outcome.did
    ];
    const summary = `${did} the case from Wiz (${status}, ${mapped.severity})${changes.length > 0 ? `: ${changes.join(', ')}` : ''}. ${fetched.note}`;
    await step('Leave a summary', (ctx) => summarizeRun({ ctx, input: { key, summary } }));
    return { case: key, did: outcome.did, changes };
  },
);

/** Why this event may open no case, or null. */
function barOf(mapped: MappedCase, status: string, parameters: AutomationParameters<'wiz-incident'>): string | null {
  if (!isListed(status, parameters.statuses))
    return `The status ${status} opens no case; ${parameters.statuses.join(', ') || 'none'} would.`;
  if (!isListed(mapped.severity, parameters.severities))
    return `The severity ${mapped.severity.toUpperCase()} opens no case; ${parameters.severities.join(', ') || 'none'} would.`;
  return null;
}

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

const lower = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);
