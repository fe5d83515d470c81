import { and, eq, gte, inArray } from 'drizzle-orm';
import { deviceAnswers } from '../../db/schema/index.ts';
import type { DeviceAnswerState, DeviceSource } from '../../domain/device/sources.ts';
import type { Ctx } from '../kernel/index.ts';

interface FreshInput {
  observableId: string;
  source: DeviceSource;
  since: Date;
}

/** A source's answer about a device that is no older than `since` and that no failed try came after; null where there is none. */
export async function freshAnswer({
  ctx,
  input,
}: {
  ctx: Pick<Ctx, 'db'>;
  input: FreshInput;
}): Promise<{ state: DeviceAnswerState; note: string } | null> {
  const { observableId, source, since } = input;
  const [row] = await ctx.db
    .select({ state: deviceAnswers.state, note: deviceAnswers.note })
    .from(deviceAnswers)
    .where(
      and(
        eq(deviceAnswers.observableId, observableId),
        eq(deviceAnswers.source, source),
        inArray(deviceAnswers.state, ['answered', 'unknown']),
        gte(deviceAnswers.answeredAt, since),
      ),
    );
  return row ?? null;
}
