import { isLostDatabase } from '../db/lost-database.ts';
import { log } from '../log.ts';
import { type FieldError, ServiceError } from '../services/errors.ts';
import { PROBLEM_TYPE, type Problem, problem } from './problem-body.ts';

const STATUS: Record<ServiceError['code'], number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 412,
  unavailable: 503,
};

/** An error of HTTP itself, thrown within lib/http. */
export class HttpError extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly errors: FieldError[];
  constructor(status: number, message: string, more: { headers?: Record<string, string>; errors?: FieldError[] } = {}) {
    super(message);
    this.name = 'HttpError';
    this.status = status;
    this.headers = more.headers ?? {};
    this.errors = more.errors ?? [];
  }
}

/** Any thrown value as RFC 9457 problem+json. What we do not know is logged with its cause and told as 500 without a word of it. */
export function problemOf(error: unknown): { body: Problem; headers: Record<string, string> } {
  if (error instanceof ServiceError) {
    const { code, message, errors, current } = error;
    return { body: problem(STATUS[code], message, errors, current), headers: {} };
  }
  if (error instanceof HttpError)
    return { body: problem(error.status, error.message, error.errors), headers: error.headers };
  if (isLostDatabase(error)) {
    log.warn({ err: error }, 'a request met no database');
    const detail = 'The database cannot be reached. Try again in a moment.';
    return { body: problem(503, detail), headers: { 'retry-after': '2' } };
  }
  log.error({ err: error }, 'a request failed');
  return { body: problem(500, 'The error is in the log of the server.'), headers: {} };
}

export function problemResponse(error: unknown): Response {
  const { body, headers } = problemOf(error);
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { ...headers, 'content-type': PROBLEM_TYPE, 'cache-control': 'no-store' },
  });
}
