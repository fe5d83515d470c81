/** A field that was wrong, by JSON pointer into the body (or query) that was sent. */
export interface FieldError {
  pointer: string;
  message: string;
}

/**
 * What a service refuses, and why, in words for the person or program that asked. Knows nothing of HTTP: lib/http maps `code` once.
 */
export class ServiceError extends Error {
  readonly code: 'invalid' | 'not_found' | 'forbidden' | 'conflict' | 'stale' | 'unauthenticated' | 'unavailable';
  readonly errors: FieldError[];
  /** For `stale`: the thing as it is now. */
  readonly current: unknown;

  constructor(
    code: ServiceError['code'],
    message: string,
    more: { errors?: FieldError[]; current?: unknown; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause });
    this.name = 'ServiceError';
    this.code = code;
    this.errors = more.errors ?? [];
    this.current = more.current;
  }
}

/** Also for what exists but may not be seen: an error must not tell the two apart. */
export const notFound = (what: string) => new ServiceError('not_found', `${what} was not found.`);
export const forbidden = (message: string) => new ServiceError('forbidden', message);
export const conflict = (message: string) => new ServiceError('conflict', message);
export const invalid = (errors: FieldError[]) => new ServiceError('invalid', sentenceOf(errors), { errors });

/** RFC 6901: `/links/0/url`; the whole is an empty pointer. */
export function pointerTo(...path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** More than these are counted; `errors` has them all. */
const MOST_NAMED = 5;

function sentenceOf(errors: FieldError[]): string {
  if (errors.length <= 1) return errors[0]?.message ?? 'The input is not valid.';
  const named = errors
    .slice(0, MOST_NAMED)
    .map(({ pointer, message }) => `${pointer || 'all of it'}: ${message.replace(/\.$/, '')}`);
  const more = errors.length - named.length;
  return `${errors.length} fields are not valid. ${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}
