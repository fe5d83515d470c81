import { sql } from 'drizzle-orm';
import { deviceAnswers } from '../../db/schema/index.ts';
import { DEVICE_CHANGED } from '../../domain/device/changed.ts';
import type { DeviceRecord } from '../../domain/device/record.ts';
import type { DeviceAnswerState, DeviceSource } from '../../domain/device/sources.ts';
import { cut } from '../../domain/text.ts';
import { authorize, type Ctx, jsonbSafe, tellPages, transact } from '../kernel/index.ts';
import { findObservable } from '../observables/find.ts';

export interface DeviceAnswerInput {
  observableId: string;
  source: DeviceSource;
  state: DeviceAnswerState;
  at: Date;
  /** Why there is no answer, or what of it could not be read. */
  note: string;
  /** Of an answer alone: the devices of that name, and the answer as it came. */
  records?: readonly DeviceRecord[];
  raw?: unknown;
}

const LONGEST_NOTE = 500;

/**
 * Keeps what came of asking a source about a device. A try without an answer leaves the last answer where it is; one that was overtaken by a
 * newer try changes nothing. Errors: `not_found`.
 */
export async function recordDeviceAnswer({ ctx, input }: { ctx: Ctx; input: DeviceAnswerInput }): Promise<void> {
  authorize(ctx.actor, 'observable.enrich');
  const { observableId, source, state, at, note, records = [], raw = null } = input;
  const { id } = await findObservable(ctx, observableId);
  const isAnswer = state === 'answered' || state === 'unknown';
  const tried = { state, triedAt: at, note: cut(note, LONGEST_NOTE) };
  const answer = isAnswer ? jsonbSafe({ records: [...records], raw }) : {};
  await transact(ctx, `devices.answer.${id}.${source}`, async (tx) => {
    const written = await tx.tx
      .insert(deviceAnswers)
      .values({ observableId: id, source, ...tried, ...answer, answeredAt: isAnswer ? at : null })
      .onConflictDoUpdate({
        target: [deviceAnswers.observableId, deviceAnswers.source],
        set: { ...tried, ...answer, ...(isAnswer && { answeredAt: at }) },
        setWhere: sql`${deviceAnswers.triedAt} <= ${at.toISOString()}::timestamptz`,
      })
      .returning({ source: deviceAnswers.source });
    if (written.length > 0) await tellPages(tx, DEVICE_CHANGED, {});
  });
}
