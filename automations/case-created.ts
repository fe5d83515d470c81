import { MOST_CHECKED } from '#lib/domain/enrichment/check.ts';
import { isListed } from '#lib/domain/intake.ts';
import type { Tier } from '#lib/domain/member.ts';
import { atLeast, type Severity } from '#lib/domain/severity.ts';
import { AutoCloseParameters } from '#lib/domain/verdict/auto-close.ts';
import { isDrawnInProgress, isEnrichedFirst } from '#lib/services/automations/who-takes.ts';
import { readEnrichable } from '#lib/services/cases/enrichable.ts';
import { routeCase } from '#lib/services/cases/route.ts';
import { readRoutingFacts } from '#lib/services/cases/routing-facts.ts';
import { settleByVerdict } from '#lib/services/cases/settle-by-verdict.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { askSources } from './ask-sources.ts';
import { automation } from './automation.ts';
import { notRunBecause } from './receive.ts';

/**
 * A new case's observables are taken to the sources. Benign: it is resolved. Malicious: findings, severity up, In progress. Suspicious or
 * unknown: findings, triage and an owner.
 */
export const caseCreated = automation(
  'case-created',
  {
    concurrency: { key: 'event.data.key', limit: 1 },
    // A case that could not be looked at must not be left to nobody.
    async onFailed(ctx, { data: { key } }, message) {
      const facts = await readRoutingFacts({ ctx, input: { key } });
      if (!facts.open || !(await isEnrichedFirst(ctx.db, facts.category))) return;
      const { summary } = await route(ctx, key, facts.severity, 2);
      const said = `Its observables could not be looked at: ${message} ${summary}`;
      await summarizeRun({ ctx, input: { key, summary: said } });
    },
  },
  async (job) => {
    const { event, parameters, step, skip } = job;
    const { key } = event.data;
    const { categories, types, maliciousSeverity, tier } = parameters;
    const facts = await step('Look at the case', (ctx) =>
      readEnrichable({ ctx, input: { key, types, most: MOST_CHECKED } }),
    );
    if (categories.length > 0 && !isListed(facts.category, categories))
      return skip(`Not run because the category ${facts.category} is not among ${categories.join(', ')}.`);
    if (!facts.open) return skip(`Not run because the case is ${facts.state}.`);

    const { spoke, asked, incomplete } = await askSources(job, {
      caseKey: key,
      observableIds: facts.observableIds,
      reason: `${key} was opened`,
    });
    const settled = await step('Act on the verdict', (ctx) =>
      settleByVerdict({
        ctx,
        input: { key, pass: 'first', autoClose: autoCloseOf(parameters), maliciousSeverity, spoke },
      }),
    );
    const told = { case: key, asked, incomplete, verdict: settled.verdict, outcome: settled.outcome };
    if (settled.outcome === 'left') return skip(notRunBecause(settled.summary));
    if (settled.outcome === 'resolve') return { ...told, review: settled.review, summary: settled.summary };

    const owner = await step('Find an owner', async (ctx) => {
      const now = await readRoutingFacts({ ctx, input: { key } });
      // Whoever has moved it there: a draw gives it an owner.
      const drawn = now.stage === 'in_progress' && (await isDrawnInProgress(ctx.db, now.categories));
      return !now.open || drawn ? null : route(ctx, key, now.severity, tier);
    });
    if (owner)
      await step('Leave a summary', (ctx) =>
        summarizeRun({ ctx, input: { key, summary: owner.summary, detail: { considered: owner.considered } } }),
      );
    return { ...told, refusals: settled.refusals, summary: settled.summary, assignee: owner?.assignee ?? null };
  },
);

/** Critical and high to an analyst of the tier, the rest to Scout. */
const route = (ctx: Ctx, key: string, severity: Severity, tier: Tier) =>
  routeCase({ ctx, input: { key, to: atLeast(severity, 'high') ? { tier } : 'scout', raised: false } });

/** The part of the parameters that the rule of closing knows. */
function autoCloseOf(parameters: AutoCloseParameters & Record<string, unknown>): AutoCloseParameters {
  const names = Object.keys(AutoCloseParameters.shape);
  return AutoCloseParameters.parse(Object.fromEntries(names.map((name) => [name, parameters[name]])));
}
