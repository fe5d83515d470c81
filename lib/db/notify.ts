import type pg from 'pg';

/** A notification in each transaction would cut the rate of inserts to a quarter (measured: 12,000 to 3,000/s). */
const EVERY_MS = 5;

/**
 * Makes a function that tells relay and streams of new outbox rows, after their commit; calls within five milliseconds share one
 * notification. One that is lost costs time alone: both sweep.
 */
export function createNotifier(pool: pg.Pool, onError: (error: unknown) => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      pool.query(`select pg_notify('outbox', '')`).catch(onError);
    }, EVERY_MS);
  };
}
