import { and, eq } from 'drizzle-orm';
import { healthTimers } from '../../db/schema/index.ts';
import type { Severity } from '../../domain/severity.ts';
import { cut } from '../../domain/text.ts';
import { ServiceError } from '../errors.ts';
import type { Ctx } from '../kernel/index.ts';
import { addTimer } from '../sla/add-timer.ts';
import { FALCON } from './vendor.ts';

export interface StartTimerInput {
  /** Falcon's id of the detection or incident. */
  id: string;
  key: string;
  caseId: string;
  title: string;
  severity: Severity;
  targetSeconds: number;
  /** When it was created at Falcon, ISO 8601. */
  createdAt: string;
}

const LONGEST_NAME = 80;

/**
 * Starts the timer of a detection or incident on its case, from when it was created at Falcon; once for each, however often the check runs.
 * Answers whether it was started now, and why it could not be.
 */
export async function startHealthTimer({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: StartTimerInput;
}): Promise<{ started: boolean; refused: string | null }> {
  const { id, key, caseId, title, severity, targetSeconds, createdAt } = input;
  const mine = and(eq(healthTimers.vendor, FALCON), eq(healthTimers.vendorId, id));
  const [known] = await ctx.db.select({ timerId: healthTimers.timerId }).from(healthTimers).where(mine);
  if (known) return { started: false, refused: null };
  const name = cut(`Falcon ${severity}: ${title}`, LONGEST_NAME);
  const startedAt = new Date(Math.min(Date.parse(createdAt), ctx.now.getTime())).toISOString();
  try {
    // The timer's own key, not the run's: a check that was killed here leaves the timer, and the next one finds it by this key.
    const own = { ...ctx, effect: `health-timer/${FALCON}/${id}` };
    const timer = await addTimer({ ctx: own, input: { key, timer: { name, targetSeconds, startedAt } } });
    const row = { vendor: FALCON, vendorId: id, caseId, timerId: timer.id, startedAt: new Date(startedAt) };
    await ctx.db.insert(healthTimers).values(row).onConflictDoNothing();
    return { started: true, refused: null };
  } catch (error) {
    // The case has ended meanwhile, has fifty timers, or the detection is older than a timer can be.
    if (error instanceof ServiceError && (error.code === 'conflict' || error.code === 'invalid'))
      return { started: false, refused: error.message };
    throw error;
  }
}
