import type { Actor } from '#lib/domain/actor.ts';
import { MOST_CHECKED } from '#lib/domain/enrichment/check.ts';
import { INDICATOR_TYPES } from '#lib/domain/enrichment/sources.ts';
import { mayAct } from '#lib/domain/scout/parameters.ts';
import { runTask } from '#lib/integrations/ai/run-task.ts';
import { readEnrichable } from '#lib/services/cases/enrichable.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { findScout } from '#lib/services/members/scout.ts';
import { readDevicesToAsk } from '#lib/services/scout/devices-to-ask.ts';
import { gatherFacts } from '#lib/services/scout/gather.ts';
import { handOverUnworked } from '#lib/services/scout/hand-over.ts';
import { readWhyNotScouts } from '#lib/services/scout/held.ts';
import { outlineForScout, type ScoutTool } from '#lib/services/scout/outline.ts';
import { settleByScout } from '#lib/services/scout/settle.ts';
import { readUnderWay } from '#lib/services/scout/under-way.ts';
import { askDevicesAnew } from './ask-devices.ts';
import { askSources } from './ask-sources.ts';
import { automation, type Job } from './automation.ts';
import { notRunBecause } from './receive.ts';
import { resources } from './resources.ts';

type Id = 'scout';

/** The tools, in the order in which they are used once the sources were asked. */
const TOOLS: readonly [title: string, tool: ScoutTool][] = [
  ['Read the observables', 'observables'],
  ['Read the command lines', 'commands'],
  ['Compare similar cases', 'similar'],
  ['Read the devices', 'devices'],
  ['Read the runbook', 'runbook'],
];
/** Between two looks at who is still at work: twice as long each time, up to this. */
const LONGEST_REST_SECONDS = 30;

/**
 * A case that is given to Scout is investigated with tools that only read, and settled within the policy: what is benign by the rules is
 * resolved, everything else goes to a person with what was found. It stops as soon as somebody else has the case.
 */
export const scout = automation<Id>(
  'scout',
  {
    concurrency: { key: 'event.data.key', limit: 1 },
    // A case that could not be investigated must not be left to nobody.
    async onFailed(ctx, { data: { key } }, message) {
      const why = `It could not be investigated: ${message}`;
      const summary = await handOverUnworked({ ctx, input: { key, why } });
      if (summary) await summarizeRun({ ctx, input: { key, summary: `${why} ${summary}` } });
    },
    async whenOff(ctx, { data: { key } }) {
      await handOverUnworked({ ctx, input: { key, why: 'Scout is switched off.' } });
    },
  },
  async (job) => {
    const { event, parameters, runId, skip } = job;
    const { key } = event.data;
    const input = { key };
    const { id, name } = await job.step('Find Scout', ({ db }) => findScout(db));
    /** What Scout does is done by Scout, not by its automation. */
    const actor: Actor = { kind: 'ai', id, name, runId };
    /** A read leaves nothing behind: a run that is replayed reads anew. */
    const read: Read = (title, work) => job.step(title, ({ effect: _, ...ctx }) => work({ ...ctx, actor }));
    /** Once in this run; a replay decides by itself what is left to do. */
    const act: Read = (title, work) =>
      job.step(title, ({ effect, ...ctx }) => work({ ...ctx, actor, effect: `${effect}/${runId}` }));

    const notOurs = await read('See whether it is Scout’s', (ctx) => readWhyNotScouts({ ctx, input }));
    if (notOurs) return skip(notRunBecause(notOurs));
    const goneMeanwhile = await waitForOthers(job, read);
    if (goneMeanwhile) return { case: key, stopped: goneMeanwhile };
    await read('Read the case', (ctx) => outlineForScout({ ctx, input: { key, tool: 'case' } }));
    const { observableIds } = await read('Find what can be asked about', (ctx) =>
      readEnrichable({ ctx, input: { key, types: INDICATOR_TYPES, most: MOST_CHECKED } }),
    );
    const asks = observableIds.length > 0 && mayAct('enrich', parameters).may;
    const asked = asks
      ? await askSources(job, { caseKey: key, observableIds, reason: `Scout investigates ${key}` })
      : null;
    if (mayAct('enrich', parameters).may)
      await askDevicesAnew(
        act,
        await read('See what is not known of the devices', (ctx) => readDevicesToAsk({ ctx, input })),
      );
    for (const [title, tool] of TOOLS) await read(title, (ctx) => outlineForScout({ ctx, input: { key, tool } }));

    const taken = await read('See whether it still is Scout’s', (ctx) => readWhyNotScouts({ ctx, input }));
    if (taken) return { case: key, stopped: taken };
    const found = await act('Investigate', (ctx) => investigate(ctx, key));
    const settled = await act('Act within the policy', (ctx) =>
      settleByScout({ ctx, input: { key, outputId: found.outputId, asked: asked?.asked ?? 0 } }),
    );
    if (settled.outcome === 'stopped') return { case: key, stopped: settled.summary };
    return { case: key, ...found, ...settled };
  },
);

type Read = <T>(title: string, work: (ctx: Ctx) => Promise<T>) => Promise<T>;

/**
 * Waits until whoever finds what Scout decides by has had its say, as long as the parameter allows: those who take longer forbid the resolving. Answers
 * why the case is Scout's no more; null: it is.
 */
async function waitForOthers({ event, parameters, tools }: Job<Id>, read: Read): Promise<string | null> {
  const input = { key: event.data.key };
  let waited = 0;
  for (let rest = 1; ; rest = Math.min(rest * 2, LONGEST_REST_SECONDS)) {
    const title = waited === 0 ? 'See who still looks at the case' : `See who still looks after ${waited} s`;
    const { underWay, taken } = await read(title, (ctx) => readUnderWay({ ctx, input }));
    const seconds = Math.min(rest, parameters.waitSeconds - waited);
    if (taken || underWay.length === 0 || seconds <= 0) return taken;
    await tools.sleep(`Wait ${waited + seconds} s in all`, `${seconds}s`);
    waited += seconds;
  }
}

/** What comes of it is kept by the task: the step names it, as texts of the case stand in it. */
async function investigate(ctx: Ctx, key: string) {
  const facts = await gatherFacts({ ctx, input: { key } });
  const { allowedNetworks } = resources();
  const { output, by, outputId } = await runTask({
    ctx,
    task: 'investigate',
    input: { facts },
    case: key,
    allowedNetworks,
  });
  return { outputId, by, verdict: output.verdict, confidence: output.confidence };
}
