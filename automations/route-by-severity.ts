import { isListed } from '#lib/domain/intake.ts';
import { atLeast, rankOf } from '#lib/domain/severity.ts';
import { routeCase } from '#lib/services/cases/route.ts';
import { readRoutingFacts } from '#lib/services/cases/routing-facts.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import { automation } from './automation.ts';

/** Severity changed: critical and high go to triage and a Tier-2 analyst, medium and low to triage and Scout. */
export const routeBySeverity = automation(
  'route-by-severity',
  { concurrency: { key: 'event.data.key', limit: 1 } },
  async ({ event, parameters, step, skip }) => {
    const { key, previous, current: severity } = event.data;
    const facts = await step('Look at the case', (ctx) => readRoutingFacts({ ctx, input: { key } }));
    if (parameters.sources.length > 0 && !isListed(facts.source, parameters.sources))
      return skip(`Not run because the source ${facts.source} is not among ${parameters.sources.join(', ')}.`);
    if (parameters.categories.length > 0 && !isListed(facts.category, parameters.categories))
      return skip(`Not run because the category ${facts.category} is not among ${parameters.categories.join(', ')}.`);
    if (!facts.open) return skip(`Not run because the case is ${facts.state}.`);
    if (severity === 'informational') return skip('Not run because informational cases are not routed.');
    if (facts.severity !== severity)
      return skip(`Not run because the severity is ${facts.severity} by now, not ${severity}.`);

    const toAnalyst = atLeast(severity, 'high');
    const raised = previous !== null && rankOf(severity) > rankOf(previous);
    const routed = await step('Triage and assign', (ctx) =>
      routeCase({ ctx, input: { key, to: toAnalyst ? { tier: parameters.tier } : 'scout', raised } }),
    );
    await step('Leave a summary', (ctx) =>
      summarizeRun({ ctx, input: { key, summary: routed.summary, detail: { considered: routed.considered } } }),
    );
    return { case: key, assignee: routed.assignee, reached: routed.reached, summary: routed.summary };
  },
);
