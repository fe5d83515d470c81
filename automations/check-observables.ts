import { AUTOMATIONS } from '#lib/domain/automations.ts';
import { type Checked, CheckRequest, isIncomplete } from '#lib/domain/enrichment/check.ts';
import { ENRICHMENT_SOURCES } from '#lib/domain/enrichment/sources.ts';
import { askSource } from '#lib/integrations/ask-source.ts';
import { settingsOf } from '#lib/services/automations/settings-of.ts';
import { readMarking } from '#lib/services/cases/marking.ts';
import { weighObservables } from '#lib/services/enrichments/weigh-observables.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { beginRun } from '#lib/services/runs/begin.ts';
import { skipRun } from '#lib/services/runs/skip.ts';
import { inngest } from './client.ts';
import { resources } from './resources.ts';
import { retriable } from './retriable.ts';

const ID = 'check-observables';
const { title } = AUTOMATIONS[ID];

/**
 * Asks every source about every observable, all at once, and answers who said what. Others invoke it with a CheckRequest and get Checked.
 * A source that is down, slow or limited says so in the answer, and stops none of the others.
 */
export const checkObservables = inngest.createFunction(
  { id: ID, name: title, retries: 4, triggers: [] },
  async ({ event, step, runId: engineRunId }): Promise<Checked> => {
    const request = CheckRequest.parse(event.data);
    const { db, allowedNetworks, announce } = resources();
    const begun = await step.run('Read settings', async () => {
      const about = { eventId: event.id ?? '', eventName: event.name, automation: ID, engineRunId, now: new Date() };
      const { runId } = await beginRun(db, about);
      return { runId, ...(await settingsOf(db, ID)) };
    });
    const nothing: Checked = { checked: 0, verdicts: [], incomplete: false };
    if (!begun.enabled) {
      const reason = `Not run because ${title} is switched off.`;
      await step.run('Say why it was skipped', () => skipRun(db, { runId: begun.runId, reason }));
      return nothing;
    }
    const ctxOf = (key: string): Ctx => ({
      db,
      actor: { kind: 'automation', id: ID, name: title, runId: begun.runId },
      now: new Date(),
      cause: request.cause,
      effect: `${engineRunId}/${key}`,
    });
    const tlp = await step.run('Read the marking', () =>
      retriable(() => readMarking({ ctx: ctxOf('marking'), input: { key: request.caseKey ?? null } })),
    );

    const observableIds = [...new Set(request.observableIds)];
    const sources = ENRICHMENT_SOURCES.filter((source) => !begun.parameters.withoutSources.includes(source));
    const asked = observableIds.flatMap((observableId) => sources.map((source) => ({ observableId, source })));
    const said = await Promise.all(
      asked.map(async ({ observableId, source }) => ({
        observableId,
        said: await step.run(`Ask ${source} about ${observableId}`, () => {
          const holder = `${engineRunId}/${source}/${observableId}`;
          const input = { source, observableId, tlp, holder, allowedNetworks };
          return retriable(() => askSource({ ctx: ctxOf(holder), input })).finally(announce);
        }),
      })),
    );
    const verdicts = await step.run('Weigh what they said', () =>
      weighObservables({ ctx: ctxOf('weigh'), input: { observableIds } }),
    );
    return {
      checked: observableIds.length,
      verdicts: verdicts.map(({ observableId, verdict }) => ({
        observableId,
        verdict,
        sources: said.filter((one) => one.observableId === observableId).map((one) => one.said),
      })),
      incomplete: isIncomplete(said.map((one) => one.said)),
    };
  },
);
