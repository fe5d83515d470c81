import type { Database } from '#lib/db/client.ts';
import { log } from '#lib/log.ts';
import { type Bound, newestSeal, sealAudit } from '#lib/services/audit/seal.ts';
import { type Loop, startLoop } from './loop.ts';

const EVERY_MS = 10_000;

/**
 * Seals the audit log now and every ten seconds; any number of workers may. Each new end of the chain is written to the worker's log, whoever
 * sealed it: kept apart from the database, that log shows when the chain was cut off or made anew.
 */
export function startSealing({ db }: Database): Loop {
  let waiting: Bound | null = null;
  let told = '';
  return startLoop({
    everyMs: EVERY_MS,
    async work() {
      waiting = await sealAudit(db, new Date(), waiting);
      const head = await newestSeal(db);
      if (head && head.hash !== told)
        log.info({ seal: head.number, toRow: head.seq, hash: head.hash }, 'the audit log is sealed');
      told = head?.hash ?? '';
      return false;
    },
    failed: (error) => log.warn({ err: error }, 'the audit log could not be sealed'),
  });
}
