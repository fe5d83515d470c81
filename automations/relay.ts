import type { Database } from '#lib/db/client.ts';
import { log } from '#lib/log.ts';
import { claimBatch } from '#lib/services/outbox/claim-batch.ts';
import { markSent } from '#lib/services/outbox/mark-sent.ts';
import { parkEvent } from '#lib/services/outbox/park.ts';
import { handOver, type Send } from './hand-over.ts';
import { startLeading } from './leader.ts';
import type { Loop } from './loop.ts';
import type { Pace } from './pace.ts';

/** Any number that nothing else in this database locks. */
const LEADER_LOCK = 7_204_813;
const BATCH = 200;
/** How long an event that no notification told of waits at most: those that a crash left. */
const SWEEP_MS = 500;

/**
 * Hands the outbox to the engine, in the order in which it was written: at once after a commit, and by a sweep for what a crash left. An
 * event whose mark is lost is sent again with the same id, which the engine knows. One that the engine does not take is laid aside.
 */
export function startRelay(url: string, { db }: Database, send: Send, pace?: Pick<Pace, 'saw'>): Loop {
  /** Sends one batch; true when there may be more. */
  const drain = () =>
    db.transaction(async (tx) => {
      const rows = await claimBatch(tx, BATCH);
      if (rows.length === 0) return false;
      pace?.saw(rows.filter(({ name }) => name.endsWith('.received')).map(({ createdAt }) => createdAt));
      const { sent, refused, problem } = await handOver(
        rows.map(({ id, name, data, createdAt }) => ({ id, name, data, ts: createdAt.getTime() })),
        send,
      );
      const now = new Date();
      await markSent(tx, sent, now);
      for (const { id, error } of refused) {
        log.error({ err: error, eventId: id }, 'the engine does not take an event: it is laid aside');
        await parkEvent(tx, { event: rows.find((row) => row.id === id)!, error, now });
      }
      if (problem !== null) log.warn({ err: problem }, 'the engine takes no events now: they are kept and sent again');
      return problem === null && rows.length === BATCH;
    });

  return startLeading(url, { name: 'relay', lock: LEADER_LOCK, channel: 'outbox', everyMs: SWEEP_MS, work: drain });
}
