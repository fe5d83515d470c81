import type { AutomationParameters } from '#lib/domain/automations.ts';
import { MOST_CHECKED } from '#lib/domain/enrichment/check.ts';
import type { EventData } from '#lib/domain/events.ts';
import { isAmong } from '#lib/domain/intake.ts';
import { AutoCloseParameters } from '#lib/domain/verdict/auto-close.ts';
import { settingsOf } from '#lib/services/automations/settings-of.ts';
import { isEnrichedFirst } from '#lib/services/automations/who-takes.ts';
import { readAdded } from '#lib/services/cases/added-observables.ts';
import { readEnrichable } from '#lib/services/cases/enrichable.ts';
import { settleByVerdict } from '#lib/services/cases/settle-by-verdict.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { askSources } from './ask-sources.ts';
import { automation, type Job } from './automation.ts';

type Id = 'enrich-observables';
/** What one look is for, or why there is none. */
type Look = { key: string | null; observableIds: string[]; reason: string } | { skip: string };

interface Addition {
  key: string;
  eventId: string;
  waitSeconds: number;
}

/** More than a button is pressed for at once: the rest is told. */
const MOST_AT_ONCE = 2 * MOST_CHECKED;

/**
 * Observables that come to a case later are taken to the sources, a burst of them at once; and those that somebody asks about. What is found
 * goes on the case; a malicious one raises it. Nothing is closed.
 */
export const enrichObservables = automation(
  'enrich-observables',
  { concurrency: { key: 'event.data.key', limit: 1 } },
  async (job) => {
    const { event, parameters, step, skip } = job;
    const look = await LOOKS[event.name](job);
    if ('skip' in look) return skip(look.skip);
    const { key, observableIds, reason } = look;
    if (observableIds.length === 0) return skip('Not run because there is nothing that a source could be asked about.');

    const { asked, incomplete, spoke } = await askSources<Id>(job, { caseKey: key, observableIds, reason });
    if (key === null) return { asked, incomplete, summary: spoke };
    const settled = await step('Say what was found', (ctx) =>
      settleByVerdict({
        ctx,
        input: {
          key,
          pass: 'later',
          autoClose: AutoCloseParameters.parse({}),
          maliciousSeverity: parameters.maliciousSeverity,
          spoke,
        },
      }),
    );
    if (settled.outcome === 'left')
      await step('Leave a summary', (ctx) => summarizeRun({ ctx, input: { key, summary: `Asked again. ${spoke}` } }));
    return {
      case: key,
      asked,
      incomplete,
      verdict: settled.verdict,
      outcome: settled.outcome,
      summary: settled.summary,
    };
  },
);

/** How each of the triggers says what to look at. */
const LOOKS: Record<Job<Id>['event']['name'], (job: Job<Id>) => Promise<Look>> = {
  async 'case/observable.added'({ event, parameters, step, tools }) {
    const { key } = event.data as EventData<'case/observable.added'>;
    const look = { key, eventId: event.id, parameters };
    const own = await step('Look at the case', (ctx) => whatHasCome(ctx, { ...look, waitSeconds: 0 }));
    if ('skip' in own) return own;
    const { waitSeconds } = parameters;
    await tools.sleep('Wait for more', `${waitSeconds}s`);
    return step('See what has come', (ctx) => whatHasCome(ctx, { ...look, waitSeconds }));
  },

  async 'case/quick_action.pressed'({ event, parameters, step }) {
    const { key, actor } = event.data as EventData<'case/quick_action.pressed'>;
    const { observableIds } = await step('Look at the case', (ctx) =>
      readEnrichable({ ctx, input: { key, types: parameters.types, most: MOST_AT_ONCE } }),
    );
    return { key, observableIds, reason: `${actor.name} pressed Enrich observables` };
  },

  async 'observable/enrichment.requested'({ event }) {
    const { key, observable, actor } = event.data as EventData<'observable/enrichment.requested'>;
    return { key, observableIds: [observable.id], reason: `${actor.name} asked for it` };
  },
};

/** What one look after an addition is for: all that came within the time that is waited. */
async function whatHasCome(
  ctx: Ctx,
  { key, eventId, waitSeconds, parameters }: Addition & { parameters: AutomationParameters<Id> },
): Promise<Look> {
  const { categories, types } = parameters;
  const facts = await readEnrichable({ ctx, input: { key, types, most: MOST_AT_ONCE } });
  if (!isAmong(facts.categories, categories))
    return { skip: `Not run because the category ${facts.category} is not among ${categories.join(', ')}.` };
  if (!facts.open) return { skip: `Not run because the case is ${facts.state}.` };
  const { later, added, opening } = await readAdded({ ctx, input: { key, eventId, waitSeconds } });
  if (later)
    return { skip: 'Not run because more observables have come: the run of the later event looks at all of them.' };
  const wanted = new Set([...added, ...(await leftOf(ctx, facts.category, opening))].map(({ id }) => id));
  const observableIds = facts.observableIds.filter((id) => wanted.has(id));
  if (observableIds.length === 0 && opening.length > 0)
    return { skip: 'Not run because what a case is opened with is for the automation that enriches new cases.' };
  return { key, observableIds, reason: `Observables were added to ${key}` };
}

/** Of what a case was opened with, the types that are not asked about then. */
async function leftOf<T extends { type: string }>(ctx: Ctx, category: string, opening: readonly T[]): Promise<T[]> {
  if (opening.length === 0 || !(await isEnrichedFirst(ctx.db, category))) return [];
  const first: readonly string[] = (await settingsOf(ctx.db, 'case-created')).parameters.types;
  return opening.filter(({ type }) => !first.includes(type));
}
