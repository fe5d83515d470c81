/** What Postgres or the way to it says while it is down, starting, stopping or full; class 08 is added below (PostgreSQL, appendix A). */
const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  '53300',
  '57P01',
  '57P02',
  '57P03',
]);

/** What pg itself says, without a code, of a connection that went away under it. */
const WORDS =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** Whether the database could not be reached: nothing is wrong with what was asked, and the same may succeed in a moment. */
export function isLostDatabase(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    const code = String((at as { code?: unknown }).code ?? '');
    if (CODES.has(code) || /^08\w{3}$/.test(code) || WORDS.test(at.message)) return true;
  }
  return false;
}
