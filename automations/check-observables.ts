import { AUTOMATIONS } from '#lib/domain/automations.ts';
import { type Checked, CheckRequest, isIncomplete } from '#lib/domain/enrichment/check.ts';
import { ENRICHMENT_SOURCES, type EnrichmentSource } from '#lib/domain/enrichment/sources.ts';
import { type Asked, AT_ONCE, askSource } from '#lib/integrations/ask-source.ts';
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
/** Of a source that owes every answer of a portion the others are not waited for: twenty calls that time out take a minute. */
const GIVEN_UP = 'It was not asked, because it gave no answer about those before.';

/**
 * Asks every source about the observables, the sources at the same time and each about a portion after the other, so that a step is a portion: what a
 * step costs counts once for it, and a run has few. Answers who said what. Others invoke it with a CheckRequest and get Checked.
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
    const askAll = async (source: EnrichmentSource): Promise<Asked[]> => {
      const said: Asked[] = [];
      let givenUp: string | null = null;
      for (let at = 0; at < observableIds.length; at += AT_ONCE) {
        const holder = `${engineRunId}/${source}/${at}`;
        const some = observableIds.slice(at, at + AT_ONCE);
        const about = { source, observableIds: some, caseKey: request.caseKey ?? null, tlp };
        const input = { ...about, holder, givenUp, allowedNetworks };
        const portion = await step.run(at === 0 ? `Ask ${source}` : `Ask ${source}, from ${at + 1}`, () =>
          retriable(() => askSource({ ctx: ctxOf(holder), input })).finally(announce),
        );
        said.push(...portion);
        if (portion.every((one) => one.said.state === 'failed')) givenUp ??= GIVEN_UP;
      }
      return said;
    };
    const said = (await Promise.all(sources.map(askAll))).flat();
    const saidOf = Map.groupBy(said, ({ observableId }) => observableId);
    const verdicts = await step.run('Weigh what they said', () =>
      weighObservables({ ctx: ctxOf('weigh'), input: { observableIds } }),
    );
    return {
      checked: observableIds.length,
      verdicts: verdicts.map(({ observableId, verdict }) => ({
        observableId,
        verdict,
        sources: saidOf.get(observableId)!.map((one) => one.said),
      })),
      incomplete: isIncomplete(said.map((one) => one.said)),
    };
  },
);
