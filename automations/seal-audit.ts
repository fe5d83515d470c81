import type { Database } from '#lib/db/client.ts';
import { log } from '#lib/log.ts';
import { type Bound, sealAudit } from '#lib/services/audit/seal.ts';

const EVERY_MS = 10_000;

/** Seals the audit log now and every ten seconds; any number of workers may. Answers the function that stops it. */
export function startSealing({ db }: Database): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let waiting: Bound | null = null;
  const seal = async () => {
    try {
      waiting = await sealAudit(db, new Date(), waiting);
    } catch (error) {
      log.warn({ err: error }, 'the audit log could not be sealed');
    }
    if (!stopped) timer = setTimeout(run, EVERY_MS);
  };
  const run = () => {
    running = seal();
  };
  run();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
