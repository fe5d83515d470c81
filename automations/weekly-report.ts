import { AUTOMATIONS } from '#lib/domain/automations.ts';
import { settingsOf } from '#lib/services/automations/settings-of.ts';
import { makeWeeklyReport } from '#lib/services/reports/make-weekly.ts';
import { beginRun } from '#lib/services/runs/begin.ts';
import { skipRun } from '#lib/services/runs/skip.ts';
import { inngest } from './client.ts';
import { resources } from './resources.ts';
import { retriable } from './retriable.ts';

const ID = 'weekly-report';
const { title, schedule } = AUTOMATIONS[ID];

/** Weekly report: keeps the figures of the week that has ended in the zone that an administrator set. A week that is kept stays as it is. */
export const weeklyReport = inngest.createFunction(
  { id: ID, name: title, retries: 4, triggers: [{ cron: schedule! }] },
  async ({ event, step, runId: engineRunId }) => {
    const begun = await step.run('Read settings', async () => {
      const { db } = resources();
      const about = { eventId: event.id ?? '', eventName: event.name, automation: ID, engineRunId, now: new Date() };
      const { runId } = await beginRun(db, about);
      return { runId, ...(await settingsOf(db, ID)) };
    });
    if (!begun.enabled) {
      const reason = `Not run because ${title} is switched off.`;
      await step.run('Say why it was skipped', () => skipRun(resources().db, { runId: begun.runId, reason }));
      return { skipped: reason };
    }
    return step.run('Keep the figures of the week', () =>
      retriable(() => {
        const actor = { kind: 'automation', id: ID, name: title, runId: begun.runId } as const;
        return makeWeeklyReport({ ctx: { db: resources().db, actor, now: new Date() }, input: begun.parameters });
      }),
    );
  },
);
