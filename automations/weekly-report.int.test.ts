import { eq, sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { reports, runs } from '#lib/db/schema/index.ts';
import type { ReportSnapshot } from '#lib/domain/views/figures.ts';
import { updateAutomation } from '#lib/services/automations/patch.ts';
import { as, ctxOf } from '#lib/services/testing/fixtures.ts';
import { testMachine } from './testing/harness.ts';

const machine = testMachine();

/** Makes the calendar strike now; answers the run that it starts, when it has ended. */
async function strike() {
  const before = (await ownRuns()).length;
  await machine.db.execute(
    sql`update engine.cron set next_at = now() - interval '1 minute' where function_id = 'weekly-report'`,
  );
  return vi.waitFor(
    async () => {
      const found = await ownRuns();
      expect(found.length).toBe(before + 1);
      const last = found.at(-1)!;
      expect(last.endedAt).not.toBeNull();
      return last;
    },
    { timeout: 60_000, interval: 50 },
  );
}

const ownRuns = () => machine.db.select().from(runs).where(eq(runs.automation, 'weekly-report')).orderBy(runs.seq);

/** A zone in which no week ends while the test runs. */
const zone = ['Europe/Rome', 'Asia/Tokyo'].find((one) => weekdayIn(one, 0) === weekdayIn(one, 3_600_000))!;

function weekdayIn(timeZone: string, laterMs: number): string {
  return new Intl.DateTimeFormat('en', { timeZone, weekday: 'long' }).format(Date.now() + laterMs);
}

test('the calendar keeps a week once, in the zone that was set, and says so where it is switched off', async () => {
  const admin = ctxOf(machine.db, as(machine.people.admin));
  const patch = (change: object) => updateAutomation({ ctx: admin, input: { id: 'weekly-report', patch: change } });
  await patch({ parameters: { zone } });
  expect(await strike()).toMatchObject({ status: 'completed', eventName: 'inngest/scheduled.timer' });
  expect(await strike()).toMatchObject({ status: 'completed' });
  const kept = await machine.db.select().from(reports);
  expect(kept).toMatchObject([{ zone, kind: 'weekly' }]);
  expect((kept[0]!.snapshot as ReportSnapshot).summary.days).toHaveLength(7);

  await patch({ enabled: false });
  expect(await strike()).toMatchObject({
    status: 'skipped',
    reason: 'Not run because Weekly report is switched off.',
  });
});
