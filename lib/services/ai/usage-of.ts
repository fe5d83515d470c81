import type { Db } from '../../db/client.ts';
import { aiTermsOf } from '../../domain/ai.ts';
import type { ConnectorView } from '../../domain/views/intake.ts';
import { readAiDay } from './claim-call.ts';

/** What of the model's budget is used today. */
export async function aiUsageOf(db: Db, settings: unknown, now: Date): Promise<NonNullable<ConnectorView['ai']>> {
  const { dailyCalls, dailyTokens } = aiTermsOf(settings);
  const { calls, tokens, pausedUntil } = await readAiDay({ ctx: { db, now } });
  return { calls, tokens, dailyCalls, dailyTokens, pausedUntil: pausedUntil?.toISOString() ?? null };
}
