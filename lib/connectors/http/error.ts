/**
 * What kind of failure a vendor call ended in; retries are decided on this alone, never on a message.
 * `auth` new token once, then the connection is broken · `forbidden` a scope is missing · `not_found` for enrichment a
 * result · `rate_limited` wait `retryAfterMs` · `transient` back off and retry · `bad_request` no retry ·
 * `partial` data came with errors · `refused` we would not make the call (private address, redirect, bad certificate).
 */
export const CONNECTOR_ERROR_CLASSES = [
  'auth',
  'forbidden',
  'not_found',
  'rate_limited',
  'transient',
  'bad_request',
  'partial',
  'refused',
] as const;
export type ConnectorErrorClass = (typeof CONNECTOR_ERROR_CLASSES)[number];

/** A call as a person may see it: no query string, no header, no body, no secret. */
export interface RequestSummary {
  method: string;
  url: string;
}

/** The vendor's answer as a person may see it; `excerpt` is at most 500 characters with known secrets masked. */
export interface AnswerSummary {
  status: number;
  excerpt?: string;
}

export interface ConnectorErrorFacts {
  class: ConnectorErrorClass;
  vendor: string;
  message: string;
  request?: RequestSummary;
  answer?: AnswerSummary;
  /** How long the vendor asks us to wait, in milliseconds from now. */
  retryAfterMs?: number;
  cause?: unknown;
}

/** The only error that connectors throw for what happens on the wire. Safe to show, log and store. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly class: ConnectorErrorClass;
  readonly vendor: string;
  readonly request: RequestSummary | undefined;
  readonly answer: AnswerSummary | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(facts: ConnectorErrorFacts) {
    super(`${facts.vendor}: ${facts.message}`, facts.cause === undefined ? undefined : { cause: facts.cause });
    this.class = facts.class;
    this.vendor = facts.vendor;
    this.request = facts.request;
    this.answer = facts.answer;
    this.retryAfterMs = facts.retryAfterMs;
  }

  /** The facts for a run's ledger: what was asked, what came back, when to try next. */
  toJSON() {
    const { class: kind, vendor, message, request, answer, retryAfterMs } = this;
    return { class: kind, vendor, message, request, answer, retryAfterMs };
  }
}

/** The class of an HTTP status outside 2xx. Redirects are refused: a followed one would carry the credentials elsewhere. */
export function classOfStatus(status: number): ConnectorErrorClass {
  if (status >= 300 && status < 400) return 'refused';
  if (status === 401) return 'auth';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not_found';
  if (status === 429) return 'rate_limited';
  if (status === 408 || status === 425 || (status >= 500 && status !== 501 && status !== 505)) return 'transient';
  return 'bad_request';
}
