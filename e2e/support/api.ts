/** The product's own HTTP API, as a program with an API key calls it. */
export interface Api {
  baseUrl: string;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: unknown, headers?: Record<string, string>): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  patch<T>(path: string, body: unknown, headers?: Record<string, string>): Promise<T>;
  /** The answer as it is, whatever its status. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
}

/** A client of `baseUrl` whose paths start below /api/v1. Throws what the product says where an answer is not a good one. */
export function apiOf(baseUrl: string, key: string): Api {
  const send: Api['send'] = (method, path, body, headers = {}) =>
    fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const call = async <T>(...args: Parameters<Api['send']>): Promise<T> => {
    const response = await send(...args);
    const text = await response.text();
    if (!response.ok) throw new Error(`${args[0]} ${args[1]}: ${response.status} ${text.slice(0, 500)}`);
    return (text ? JSON.parse(text) : undefined) as T;
  };
  return {
    baseUrl,
    send,
    get: (path) => call('GET', path),
    post: (path, body, headers) => call('POST', path, body, headers),
    put: (path, body) => call('PUT', path, body),
    patch: (path, body, headers) => call('PATCH', path, body, headers),
  };
}
