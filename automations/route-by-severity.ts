import type { EventData } from '#lib/domain/events.ts';
import { isListed } from '#lib/domain/intake.ts';
import { atLeast, rankOf } from '#lib/domain/severity.ts';
import { isDrawnInProgress, isEnrichedFirst } from '#lib/services/automations/who-takes.ts';
import { routeCase } from '#lib/services/cases/route.ts';
import { hasMovedSince, type RoutingFacts, readRoutingFacts } from '#lib/services/cases/routing-facts.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { automation } from './automation.ts';

/** Opened, reopened or of another severity: critical and high go to triage and a Tier-2 analyst, medium and low to triage and Scout. */
export const routeBySeverity = automation(
  'route-by-severity',
  { concurrency: { key: 'event.data.key', limit: 1 } },
  async ({ event, parameters, step, skip }) => {
    const { key } = event.data;
    const changed = event.name === 'case/severity.changed' ? (event.data as EventData<'case/severity.changed'>) : null;
    const facts = await step('Look at the case', (ctx) => readRoutingFacts({ ctx, input: { key } }));
    if (parameters.sources.length > 0 && !isListed(facts.source, parameters.sources))
      return skip(`Not run because the source ${facts.source} is not among ${parameters.sources.join(', ')}.`);
    if (parameters.categories.length > 0 && !isListed(facts.category, parameters.categories))
      return skip(`Not run because the category ${facts.category} is not among ${parameters.categories.join(', ')}.`);
    const first = changed && (await step('See who has it first', (ctx) => isEnrichedFirst(ctx.db, facts.category)));
    if (first && isStillTheirs(changed, facts))
      return skip(
        `Not run because the automation that enriches new cases finds the owner in the category ${facts.category}.`,
      );
    if (!facts.open) return skip(`Not run because the case is ${facts.state}.`);
    if (changed && (await step('See who draws', (ctx) => isDrawnMeanwhile(ctx, { key, eventId: event.id }, facts))))
      return skip(
        'Not run because the automation that draws owners gives the case to somebody as it moves to In progress.',
      );
    const { severity } = facts;
    if (changed && changed.current !== severity)
      return skip(`Not run because the severity is ${severity} by now, not ${changed.current}.`);
    if (severity === 'informational') return skip('Not run because informational cases are not routed.');

    const toAnalyst = atLeast(severity, 'high');
    const raised = changed !== null && changed.previous !== null && rankOf(severity) > rankOf(changed.previous);
    const routed = await step('Triage and assign', (ctx) =>
      routeCase({ ctx, input: { key, to: toAnalyst ? { tier: parameters.tier } : 'scout', raised } }),
    );
    await step('Leave a summary', (ctx) =>
      summarizeRun({ ctx, input: { key, summary: routed.summary, detail: { considered: routed.considered } } }),
    );
    return { case: key, assignee: routed.assignee, reached: routed.reached, summary: routed.summary };
  },
);

/**
 * Whether a case that is enriched first is none of ours: while it is opened and looked at, and once it is worked. One that waits in triage
 * by then goes to another tier when it is raised, like any other.
 */
const isStillTheirs = ({ previous }: EventData<'case/severity.changed'>, { stage, state }: RoutingFacts) =>
  previous === null || stage !== 'new' || state === 'new';

/** Whether what changed the severity, or somebody since, has moved the case to where it is drawn. */
const isDrawnMeanwhile = async (ctx: Ctx, input: { key: string; eventId: string }, facts: RoutingFacts) =>
  facts.stage === 'in_progress' &&
  (await isDrawnInProgress(ctx.db, facts.categories)) &&
  (await hasMovedSince({ ctx, input }));
