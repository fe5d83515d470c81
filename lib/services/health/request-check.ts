import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '../../db/client.ts';
import { automations, connectors } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { dueCheck } from '../../domain/health/day.ts';
import { settingsOf } from '../automations/settings-of.ts';
import { conflict } from '../errors.ts';
import { authorize, type Ctx, emit, parse, transact } from '../kernel/index.ts';
import { FALCON } from './vendor.ts';

const ID = 'daily-health-check';

/** Body of POST: whether the check goes on after the timers also on other days than its own. */
export const HealthRequest = z.strictObject({ anyDay: z.boolean().default(false) });

/** Has the daily check run now; answers its run. Errors: `conflict` while it is switched off. */
export async function requestCheck({ ctx, input }: { ctx: Ctx; input: unknown }): Promise<{ runId: string }> {
  authorize(ctx.actor, 'report.write');
  const { anyDay } = parse(HealthRequest, input ?? {});
  const { enabled } = await settingsOf(ctx.db, ID);
  if (!enabled) throw conflict('Daily health check is switched off. Ask an administrator to switch it on.');
  return transact(ctx, 'health.request-check', async (tx) => {
    const said = { scheduled: null, anyDay, actor: refOf(tx.actor) };
    const { runs } = await emit(tx, 'health/check.requested', said);
    return { runId: runs[0]!.runId };
  });
}

/**
 * Has the check run whose scheduled minute has come, once for each minute whatever workers ask for it; false: none is due, or the check or Falcon is
 * switched off. One that no worker was there for runs when the next one is, if that is soon enough.
 */
export async function requestDueCheck({ ctx }: { ctx: Ctx }): Promise<boolean> {
  const [{ enabled, parameters }, since] = await Promise.all([settingsOf(ctx.db, ID), settledSince(ctx.db)]);
  const due = enabled && since ? dueCheck(parameters, { since, now: ctx.now }) : null;
  if (due === null) return false;
  const scheduled = due.toISOString();
  let emitted = false;
  await transact({ ...ctx, effect: `${ID}/${scheduled}` }, 'health.request-check', async (tx) => {
    await emit(tx, 'health/check.requested', { scheduled, anyDay: false, actor: refOf(tx.actor) });
    emitted = true;
  });
  return emitted;
}

/** Since when the check and its connector are set as they are; null: the connector is off. */
async function settledSince(db: Db): Promise<Date | null> {
  const [row] = await db
    .select({ connector: connectors.updatedAt, automation: automations.updatedAt })
    .from(connectors)
    .leftJoin(automations, eq(automations.id, ID))
    .where(and(eq(connectors.id, FALCON), eq(connectors.enabled, true)));
  return row ? new Date(Math.max(row.connector.getTime(), row.automation?.getTime() ?? 0)) : null;
}
