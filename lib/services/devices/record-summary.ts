import { sql } from 'drizzle-orm';
import { deviceSummaries } from '../../db/schema/index.ts';
import { DEVICE_CHANGED } from '../../domain/device/changed.ts';
import type { DeviceFact } from '../../domain/device/summary.ts';
import type { Sentence } from '../../domain/grounding.ts';
import type { AiWhy } from '../../domain/views/ai-output.ts';
import { authorize, type Ctx, jsonbSafe, tellPages, transact } from '../kernel/index.ts';
import { findObservable } from '../observables/find.ts';

export interface DeviceSummaryInput {
  observableId: string;
  /** Who wrote it, and what it cost. */
  why: AiWhy;
  sentences: readonly Sentence[];
  facts: readonly DeviceFact[];
}

/** Keeps the summary of a device in the place of an older one. Errors: `not_found`. */
export async function recordDeviceSummary({ ctx, input }: { ctx: Ctx; input: DeviceSummaryInput }): Promise<void> {
  authorize(ctx.actor, 'observable.enrich');
  const { observableId, why, ...rest } = input;
  const { id } = await findObservable(ctx, observableId);
  const { by } = why;
  const summary = { by, at: ctx.now, ...jsonbSafe({ why, sentences: [...rest.sentences], facts: [...rest.facts] }) };
  await transact(ctx, `devices.summary.${id}`, async (tx) => {
    await tx.tx
      .insert(deviceSummaries)
      .values({ observableId: id, ...summary })
      .onConflictDoUpdate({
        target: deviceSummaries.observableId,
        set: summary,
        setWhere: sql`${deviceSummaries.at} <= ${ctx.now.toISOString()}::timestamptz`,
      });
    await tellPages(tx, DEVICE_CHANGED, {});
  });
}
