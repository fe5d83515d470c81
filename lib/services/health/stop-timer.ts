import { and, eq } from 'drizzle-orm';
import { healthTimers } from '../../db/schema/index.ts';
import { ServiceError } from '../errors.ts';
import type { Ctx } from '../kernel/index.ts';
import { commandTimer } from '../sla/command-timer.ts';
import type { RunningTimer } from './running-timers.ts';
import { FALCON } from './vendor.ts';

/** Stops the timer of a detection or incident that somebody has at Falcon, or that is over there. One that has ended with its case is let go. */
export async function stopHealthTimer({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: RunningTimer;
}): Promise<{ stopped: boolean }> {
  const { id, key, timerId } = input;
  let stopped = true;
  try {
    await commandTimer({ ctx, input: { key, timerId, command: 'stop' } });
  } catch (error) {
    if (!(error instanceof ServiceError) || (error.code !== 'conflict' && error.code !== 'not_found')) throw error;
    stopped = false;
  }
  await ctx.db
    .update(healthTimers)
    .set({ stoppedAt: ctx.now })
    .where(and(eq(healthTimers.vendor, FALCON), eq(healthTimers.vendorId, id)));
  return { stopped };
}
