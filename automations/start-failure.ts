import { isLostDatabase } from '#lib/db/lost-database.ts';
import { log } from '#lib/log.ts';

/** What to do about a start that failed, in one line; null for what nobody foresaw. */
export function reasonOf(failure: unknown): string | null {
  if (!(failure instanceof Error)) return null;
  // What drizzle wraps says more than its wrapping, which is the whole query.
  const inner = reasonOf(failure.cause);
  if (inner !== null) return inner;
  const code = String((failure as { code?: unknown }).code ?? '');
  if (/^(28|3D)/.test(code)) return `Postgres refuses the worker (${failure.message}): check DATABASE_URL.`;
  if (!isLostDatabase(failure)) return null;
  return `Postgres does not answer (${code || failure.message}): is it up, and is DATABASE_URL right? The worker ends, to be started again.`;
}

/** Ends the process, whose supervisor starts it again: with one line where the reason is known, else with the error as it is. */
export function endWithReason(failure: unknown): never {
  const reason = reasonOf(failure);
  if (reason === null) throw failure;
  log.fatal(reason);
  process.exit(1);
}
