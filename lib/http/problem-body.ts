import type { FieldError } from '../services/errors.ts';

const TITLES: Record<number, string> = {
  400: 'The request is not valid',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  417: 'Expectation not met',
  422: 'Idempotency-Key was used for another request',
  428: 'If-Match is missing',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Something went wrong',
  503: 'Not available',
};

/** RFC 9457, with `errors` for bad fields and the thing as it is now in `current`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  errors?: FieldError[];
  current?: unknown;
}

export const PROBLEM_TYPE = 'application/problem+json';

export function problem(status: number, detail: string, errors: FieldError[] = [], current?: unknown): Problem {
  return {
    type: 'about:blank',
    title: TITLES[status] ?? 'Error',
    status,
    detail,
    ...(errors.length > 0 ? { errors } : {}),
    ...(current === undefined ? {} : { current }),
  };
}
