import { ApiError, problemOf } from './api-error.ts';

export { ApiError, messageOf } from './api-error.ts';

type Scalar = string | number | boolean;
/** Query parameters; lists repeat, null and undefined and empty texts are left out. */
export type Params = Record<string, Scalar | readonly Scalar[] | null | undefined>;

export interface SendOptions {
  /** The version that the change starts from. */
  ifMatch?: number;
  /** Made anew for each call unless given; give one to make a retry by hand the same request. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  /** Of a deletion: why. */
  body?: unknown;
}

const BASE = '/api/v1';
/** Paths are under /api/v1 and start without a slash: `cases/CASE-7`. */
export const api = {
  get: <T>(path: string, params?: Params, signal?: AbortSignal) =>
    request<T>(`${BASE}/${path}${queryOf(params)}`, { method: 'GET', ...(signal ? { signal } : {}) }),
  post: <T>(path: string, body: unknown = {}, options: SendOptions = {}) => send<T>('POST', path, body, options),
  put: <T>(path: string, body: unknown, options: SendOptions = {}) => send<T>('PUT', path, body, options),
  patch: <T>(path: string, body: unknown, options: SendOptions = {}) => send<T>('PATCH', path, body, options),
  delete: <T>(path: string, options: SendOptions = {}) => send<T>('DELETE', path, options.body, options),
};

/** `?a=1&b=2&b=3`, or nothing. */
export function queryOf(params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== '') query.append(name, String(one));
    }
  }
  const text = query.toString();
  return text ? `?${text}` : '';
}

function send<T>(method: string, path: string, body: unknown, options: SendOptions): Promise<T> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (method === 'POST') headers['idempotency-key'] = options.idempotencyKey ?? randomKey();
  if (options.ifMatch !== undefined) headers['if-match'] = `"${options.ifMatch}"`;
  return request<T>(`${BASE}/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
}

async function request<T>(url: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers: { accept: 'application/json', ...init.headers } });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError({
      status: 0,
      title: 'The server was not reached.',
      detail: 'Check the connection and try again.',
    });
  }
  const body = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, body);
  return body as T;
}

/** 128 random bits. Not randomUUID: browsers offer that on https alone. */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
