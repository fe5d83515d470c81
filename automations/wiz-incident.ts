import { wizFacts } from '#lib/domain/intake-facts.ts';
import type { MappedCase } from '#lib/domain/mapping.ts';
import { fetchWizIssue } from '#lib/integrations/fetch-wiz-issue.ts';
import { addFacts } from '#lib/services/cases/add-facts.ts';
import { intake } from './intake.ts';
import { resources } from './resources.ts';

/** A Wiz issue or detection becomes a case, or reaches the case that it has; then Wiz's API tells the whole issue. */
export const wizIncident = intake('wiz-incident', {
  complete: (mapped, { issueUrl }) => withIssueLink(mapped, issueUrl),
  facts: wizFacts,
  report(mapped) {
    const what = mapped.eventType ? ` (${mapped.eventType})` : '';
    return `Wiz reports the issue ${statusOf(mapped)}${what}, severity ${mapped.severity}`;
  },
  sender: (mapped) => `Wiz (${statusOf(mapped)}, ${mapped.severity})`,

  async afterwards({ step }, { key, mapped }) {
    // The case stands without it: a Wiz that does not answer after all tries is noted, not an end.
    const { facts, note } = await step('Fetch the whole issue from Wiz', (ctx) =>
      fetchWizIssue(ctx.db, { id: mapped.objectKey, allowedNetworks: resources().allowedNetworks }),
    ).catch((error: Error) => ({ facts: null, note: `The whole issue could not be fetched: ${error.message}` }));
    const changes = facts
      ? await step('Add what is new', (ctx) => addFacts({ ctx, input: { key, facts, origin: 'wiz-api' } }))
      : [];
    return { changes, note };
  },
});

const statusOf = (mapped: MappedCase) => (mapped.status ?? 'OPEN').toUpperCase();

/** The default webhook body carries no address of the issue itself. */
function withIssueLink(mapped: MappedCase, template: string): MappedCase {
  const url = template.replaceAll('{id}', encodeURIComponent(mapped.objectKey));
  const known = mapped.links.some((link) => /^wiz\b/i.test(link.title));
  return known || !URL.canParse(url) ? mapped : { ...mapped, links: [{ title: 'Wiz issue', url }, ...mapped.links] };
}
