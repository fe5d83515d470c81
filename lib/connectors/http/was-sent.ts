import { ConnectorError } from './error.ts';

/** Node's and undici's codes of a connection that never came about. */
const NOT_CONNECTED: ReadonlySet<string> = new Set(
  'ECONNREFUSED ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH UND_ERR_CONNECT_TIMEOUT'.split(' '),
);

/** Whether a call that failed may have been worked on at the vendor all the same: it was sent, and no answer came back. */
export function mayHaveBeenAnswered(error: unknown): boolean {
  if (!(error instanceof ConnectorError) || error.class !== 'transient' || error.answer !== undefined) return false;
  const { code } = (error.cause ?? {}) as { code?: unknown };
  return !NOT_CONNECTED.has(String(code));
}
