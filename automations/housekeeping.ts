import type { Database } from '#lib/db/client.ts';
import { log } from '#lib/log.ts';
import { prune } from '#lib/services/housekeeping/prune.ts';

const EVERY_MS = 60 * 60 * 1000;

/** Prunes now and every hour; two workers at it only delete the same rows once. Answers the function that stops it. */
export function startHousekeeping({ db }: Database): () => void {
  const run = () => prune(db, new Date()).catch((error) => log.warn({ err: error }, 'housekeeping failed'));
  void run();
  const timer = setInterval(run, EVERY_MS);
  return () => clearInterval(timer);
}
