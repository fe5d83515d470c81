import type { Operation } from './operations.ts';

export interface Filled {
  /** Values by parameter, keyed `in:name`; empty ones are left out. */
  values: Record<string, string>;
  body: string;
  /** Sent as a Bearer key instead of the session, when not empty. */
  apiKey: string;
}

export interface Prepared {
  url: string;
  init: { method: string; headers: Record<string, string>; body?: string; credentials: 'same-origin' | 'omit' };
}

/** Keys a parameter's value in `Filled.values`. */
export const keyOf = (parameter: { in: string; name: string }) => `${parameter.in}:${parameter.name}`;

/** What is missing before a request can be sent, in words, or null. */
export function problemOf(operation: Operation, filled: Filled): string | null {
  const missing = operation.parameters.find(
    (parameter) => parameter.required && !(filled.values[keyOf(parameter)] ?? '').trim(),
  );
  if (missing) return `Write a value for ${missing.name}.`;
  if (operation.body && filled.body.trim() !== '') {
    try {
      JSON.parse(filled.body);
    } catch (error) {
      return `The body is no JSON: ${error instanceof Error ? error.message : 'it could not be read'}.`;
    }
  }
  return null;
}

/** The request as it goes out. With an API key the session's cookie stays at home, so that the answer is the key's. */
export function prepare(operation: Operation, { values, body, apiKey }: Filled): Prepared {
  const headers: Record<string, string> = { accept: 'application/json' };
  const query = new URLSearchParams();
  let path = operation.path;
  for (const parameter of operation.parameters) {
    const value = (values[keyOf(parameter)] ?? '').trim();
    if (value === '') continue;
    if (parameter.in === 'path') path = path.replaceAll(`{${parameter.name}}`, encodeURIComponent(value));
    else if (parameter.in === 'query') query.append(parameter.name, value);
    else headers[parameter.name.toLowerCase()] = value;
  }
  if (apiKey.trim() !== '') headers.authorization = `Bearer ${apiKey.trim()}`;
  const init: Prepared['init'] = {
    method: operation.method.toUpperCase(),
    headers,
    credentials: headers.authorization ? 'omit' : 'same-origin',
  };
  if (operation.body && body.trim() !== '') {
    headers['content-type'] = 'application/json';
    init.body = body;
  }
  const search = query.size > 0 ? `?${query}` : '';
  return { url: `${path}${search}`, init };
}

/** The same request for a shell; the key is named, never written. */
export function curlOf({ url, init }: Prepared, origin: string): string {
  const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const { authorization: _, ...headers } = init.headers;
  return [
    `curl -X ${init.method} ${quote(`${origin}${url}`)}`,
    '-H "Authorization: Bearer $WATCHFLOOR_KEY"',
    ...Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(init.body === undefined ? [] : [`--data-binary ${quote(init.body)}`]),
  ].join(' \\\n  ');
}
