import type { LookupFunction } from 'node:net';
import { type Dispatcher, request as undiciRequest } from 'undici';
import { agentFor, RefusedAddressError } from './http/agent.ts';
import { ConnectorError, classOfStatus, type RequestSummary } from './http/error.ts';
import { redact } from './http/redact.ts';
import { type AnswerHeaders, retryAfterMs } from './http/retry-after.ts';

export { type AnswerSummary, ConnectorError, type ConnectorErrorClass, type RequestSummary } from './http/error.ts';
export { retryAfterMs } from './http/retry-after.ts';

/** Limits of one call. Times are milliseconds, sizes bytes. */
export interface FetchOptions {
  connectMs?: number;
  /** Until the answer's headers. */
  headersMs?: number;
  /** Between two pieces of the answer's body. */
  bodyMs?: number;
  /** The whole call: a server that drips a byte now and then does not hold a worker. */
  totalMs?: number;
  maxBytes?: number;
  lookup?: LookupFunction;
  signal?: AbortSignal;
}

export interface HttpRequest {
  /** As people know it, for messages: `Wiz`. */
  vendor: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent form-encoded. */
  form?: Record<string, string>;
  /** Sent as it is: XML, or a body whose very bytes are signed. */
  raw?: { type: string; body: string };
  /** What a 2xx body is: JSON (an empty one is null), or text. */
  expect?: 'json' | 'text';
  /** Masked wherever a message or an excerpt could repeat them. */
  secrets?: readonly string[];
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
  options?: FetchOptions;
}

export interface HttpAnswer {
  status: number;
  headers: AnswerHeaders;
  body: unknown;
  /** The call, for an error that only the body tells of. */
  request: RequestSummary;
}

const LIMITS = { connectMs: 5_000, headersMs: 20_000, bodyMs: 20_000, totalMs: 60_000, maxBytes: 8 * 1024 * 1024 };
const EXCERPT_CHARS = 500;

/**
 * The one HTTP call of every connector: public addresses only (unless allowed), TLS unless allowed, no redirect
 * followed, bounded in time and size. Answers a 2xx; everything else is thrown as a ConnectorError.
 */
export async function send(request: HttpRequest): Promise<HttpAnswer> {
  const url = urlOf(request);
  const summary = { method: request.method, url: redact(`${url.origin}${url.pathname}`, request.secrets ?? []) };
  const limits = { ...LIMITS, ...request.options };
  const deadline = AbortSignal.timeout(limits.totalMs);
  const caller = request.options?.signal;
  const signal = caller ? AbortSignal.any([deadline, caller]) : deadline;
  try {
    const answer = await undiciRequest(url, {
      ...bodyOf(request),
      method: request.method,
      dispatcher: agentFor({ ...limits, allowedNetworks: request.allowedNetworks }),
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.bodyMs,
      signal,
    });
    const text = await readText(answer, limits.maxBytes, request, summary);
    return readAnswer(answer, text, request, summary);
  } catch (error) {
    caller?.throwIfAborted();
    throw error instanceof ConnectorError ? error : networkError(error, request, summary);
  }
}

function urlOf({ vendor, url: text }: HttpRequest): URL {
  const url = URL.parse(text);
  const fail = (message: string) => new ConnectorError({ class: 'refused', vendor, message });
  if (!url) throw fail('the address is not a URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw fail(`${url.protocol} addresses are not called`);
  if (url.username || url.password) throw fail('the address must not hold a user name or password');
  return url;
}

function bodyOf(request: HttpRequest): { headers: Record<string, string>; body: string | null } {
  const headers = { accept: 'application/json', 'user-agent': 'Watchfloor', ...request.headers };
  if (request.form) {
    const body = new URLSearchParams(request.form).toString();
    return { headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body };
  }
  if (request.raw) return { headers: { ...headers, 'content-type': request.raw.type }, body: request.raw.body };
  if (request.json === undefined) return { headers, body: null };
  return { headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(request.json) };
}

async function readText(
  answer: Dispatcher.ResponseData,
  maxBytes: number,
  { vendor }: HttpRequest,
  request: RequestSummary,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    size += chunk.length;
    // Leaving the loop destroys the body, and with it the connection: the rest is never received.
    if (size > maxBytes) {
      const facts = { vendor, request, answer: { status: answer.statusCode } };
      throw new ConnectorError({
        class: 'bad_request',
        message: `the answer is larger than ${maxBytes} bytes`,
        ...facts,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function readAnswer(
  answer: Dispatcher.ResponseData,
  text: string,
  request: HttpRequest,
  summary: RequestSummary,
): HttpAnswer {
  const { statusCode: status, headers } = answer;
  if (status < 200 || status > 299) throw statusError(answer, text, request, summary);
  if (request.expect === 'text') return { status, headers, body: text, request: summary };
  try {
    return { status, headers, body: text.trim() === '' ? null : JSON.parse(text), request: summary };
  } catch {
    // The parser's own message quotes the body, which may hold a token.
    const message = `the answer is not JSON (${headers['content-type'] ?? 'no content type'})`;
    throw new ConnectorError({
      class: 'bad_request',
      vendor: request.vendor,
      message,
      request: summary,
      answer: { status },
    });
  }
}

function statusError(answer: Dispatcher.ResponseData, text: string, request: HttpRequest, summary: RequestSummary) {
  const { statusCode: status, headers } = answer;
  const kind = classOfStatus(status);
  const excerpt = redact(text, request.secrets ?? []).slice(0, EXCERPT_CHARS);
  const message = kind === 'refused' ? redirectMessage(status, headers.location, summary) : `answered ${status}`;
  return new ConnectorError({
    class: kind,
    vendor: request.vendor,
    message,
    request: summary,
    answer: { status, excerpt },
    retryAfterMs: kind === 'rate_limited' || kind === 'transient' ? retryAfterMs(headers, new Date()) : undefined,
  });
}

function redirectMessage(status: number, location: string | string[] | undefined, { url }: RequestSummary): string {
  const target = typeof location === 'string' ? URL.parse(location, url) : null;
  return `answered ${status}, a redirect to ${target?.host || 'no readable host'}, which is not followed`;
}

/** Node's codes that mean a wrong certificate, or no TLS at all: trying again changes nothing. */
const TLS_CODE = /CERT|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/;

function networkError(error: unknown, { vendor }: HttpRequest, request: RequestSummary): ConnectorError {
  if (error instanceof RefusedAddressError) {
    return new ConnectorError({ class: 'refused', vendor, message: `not called: ${error.message}`, request });
  }
  const { name, code = name } = error as Error & { code?: string | number };
  const late = name === 'TimeoutError' || String(code).includes('TIMEOUT');
  const untrusted = TLS_CODE.test(String(code));
  const what = late
    ? 'took too long to answer'
    : untrusted
      ? `offers no trusted TLS (${code})`
      : `could not be reached (${code})`;
  const kind = untrusted ? 'refused' : 'transient';
  return new ConnectorError({ class: kind, vendor, message: what, request, cause: error });
}
