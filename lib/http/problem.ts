import { log } from '../log.ts';
import { type FieldError, ServiceError } from '../services/errors.ts';

const STATUS: Record<ServiceError['code'], number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale: 412,
  unavailable: 503,
};

const TITLES: Record<number, string> = {
  400: 'The request is not valid',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Idempotency-Key was used for another request',
  428: 'If-Match is missing',
  429: 'Too many requests',
  500: 'Something went wrong',
  503: 'Not available',
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

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: FieldError[];
  current?: unknown;
}

/** Any thrown value as RFC 9457 problem+json. What we do not know is logged with its cause and told as 500 without a word of it. */
export function problemOf(error: unknown): { body: Problem; headers: Record<string, string> } {
  if (error instanceof ServiceError) {
    const { code, message, errors, current } = error;
    return { body: problem(STATUS[code], message, errors, current), headers: {} };
  }
  if (error instanceof HttpError)
    return { body: problem(error.status, error.message, error.errors), headers: error.headers };
  log.error({ err: error }, 'a request failed');
  return { body: problem(500, 'The error is in the log of the server.'), headers: {} };
}

function problem(status: number, detail: string, errors: FieldError[] = [], current?: unknown): Problem {
  return {
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    detail,
    ...(errors.length > 0 ? { errors } : {}),
    ...(current === undefined ? {} : { current }),
  };
}

export function problemResponse(error: unknown): Response {
  const { body, headers } = problemOf(error);
  return new Response(JSON.stringify(body), {
    status: body.status,
    headers: { ...headers, 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  });
}
