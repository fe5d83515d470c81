/** How an emulator authenticates a push to us. */
export type PushAuth = { bearer: string } | { user: string; password: string } | 'none';

export interface PushResult {
  status: number;
  headers: Headers;
  /** The answer, parsed where it is JSON. */
  body: unknown;
}

/** Posts a vendor's webhook as the vendor does. */
export async function push(targetUrl: string, auth: PushAuth, body: unknown): Promise<PushResult> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const authorization = authorizationOf(auth);
  if (authorization) headers.authorization = authorization;
  const response = await fetch(targetUrl, { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual' });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, body: json && text ? JSON.parse(text) : text };
}

function authorizationOf(auth: PushAuth): string | undefined {
  if (auth === 'none') return undefined;
  if ('bearer' in auth) return `Bearer ${auth.bearer}`;
  return `Basic ${Buffer.from(`${auth.user}:${auth.password}`).toString('base64')}`;
}
