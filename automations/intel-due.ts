import { AUTOMATIONS } from '#lib/domain/automations.ts';
import { INTEL, type IntelVendor } from '#lib/domain/intel/vendors.ts';
import { INTEL_SOURCES } from '#lib/integrations/intel/sources.ts';
import { settingsOf } from '#lib/services/automations/settings-of.ts';
import { requestDueIntel } from '#lib/services/intel/request-due.ts';
import type { Ctx } from '#lib/services/kernel/index.ts';
import { beginRun } from '#lib/services/runs/begin.ts';
import { skipRun } from '#lib/services/runs/skip.ts';
import { inngest } from './client.ts';
import { resources } from './resources.ts';
import { retriable } from './retriable.ts';

/** Threat intelligence on schedule: asks for the analysis of what came to open cases and was not analysed, whatever became of the alert’s own run. */
export function intelDue(vendor: IntelVendor) {
  const id = INTEL[vendor].due;
  const { title, schedule } = AUTOMATIONS[id];
  return inngest.createFunction(
    { id, name: title, retries: 4, triggers: [{ cron: schedule! }] },
    async ({ event, step, runId: engineRunId }) => {
      const { db, allowedNetworks, announce } = resources();
      const begun = await step.run('Read settings', async () => {
        const about = { eventId: event.id ?? '', eventName: event.name, automation: id, engineRunId, now: new Date() };
        const { runId } = await beginRun(db, about);
        const actor = { kind: 'automation', id, name: title, runId } as const;
        const off = await INTEL_SOURCES[vendor].whyNot({ db, actor, now: new Date() }, allowedNetworks);
        return { runId, off, ...(await settingsOf(db, id)) };
      });
      const why = begun.enabled ? begun.off : `${title} is switched off.`;
      if (why) {
        const reason = `Not run because ${why}`;
        await step.run('Say why it was skipped', () => skipRun(db, { runId: begun.runId, reason }));
        return { skipped: reason };
      }
      const actor = { kind: 'automation', id, name: title, runId: begun.runId } as const;
      return step.run('Ask for what is due', async () => {
        const ctx: Ctx = { db, actor, now: new Date(), effect: `${engineRunId}/due` };
        const { keys, more } = await retriable(() => requestDueIntel({ ctx, input: { vendor, ...begun.parameters } }));
        announce();
        // The run is of no case, so that everybody may read it: it names none.
        return { asked: keys.length, more };
      });
    },
  );
}
