import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ConnectorError, type HttpRequest, send } from './http.ts';

export interface Token {
  value: string;
  /** Epoch milliseconds after which it is not used any more. */
  expiresAt: number;
}

/** Tokens by connection, in memory only: never stored, logged or returned from a step. */
export interface TokenCache {
  /** Epoch milliseconds, the clock that lifetimes are counted by. */
  now(): number;
  /** The live token of `key`, or the one that `issue` brings; callers at the same time share one call. */
  take(key: string, issue: () => Promise<Token>): Promise<string>;
  /** Forgets `value`, unless another caller has already replaced it. */
  drop(key: string, value: string): void;
}

/** A cache of its own for a process or a test. `now` is epoch milliseconds. */
export function createTokenCache(now: () => number = Date.now): TokenCache {
  const live = new Map<string, Token>();
  const pending = new Map<string, Promise<Token>>();
  return {
    now,
    async take(key, issue) {
      const known = live.get(key);
      if (known && known.expiresAt > now()) return known.value;
      const underway = pending.get(key) ?? issue().finally(() => pending.delete(key));
      pending.set(key, underway);
      const token = await underway;
      live.set(key, token);
      return token.value;
    },
    drop(key, value) {
      if (live.get(key)?.value === value) live.delete(key);
    },
  };
}

const TokenAnswer = z.looseObject({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

/** A token is renewed this early, or after 9/10 of its life when that is later: it must outlive the call it is used for. */
const MARGIN_MS = 60_000;

export interface ClientCredentials extends Pick<HttpRequest, 'vendor' | 'allowedNetworks' | 'options'> {
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  /** What the vendor wants beside id, secret and grant: `audience`, `scope`, `member_cid`. */
  extra?: Record<string, string>;
}

/** OAuth 2 client credentials (RFC 6749, 4.4), form-encoded. A refused client is `auth`, also where the vendor says 400 or 403. */
export async function issueToken(client: ClientCredentials, now: () => number): Promise<Token> {
  const { vendor, tokenUrl, clientId, clientSecret, extra, allowedNetworks, options } = client;
  const askedAt = now();
  const answer = await send({
    vendor,
    method: 'POST',
    url: tokenUrl,
    form: { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, ...extra },
    secrets: [clientSecret],
    allowedNetworks,
    options,
  }).catch((error) => {
    throw asTokenError(error);
  });
  const token = TokenAnswer.safeParse(answer.body);
  if (!token.success) {
    throw new ConnectorError({ class: 'bad_request', vendor, message: 'the token endpoint answered without a token' });
  }
  const life = token.data.expires_in * 1000;
  return { value: token.data.access_token, expiresAt: askedAt + Math.max(life - MARGIN_MS, life * 0.9) };
}

function asTokenError(error: unknown): unknown {
  if (!(error instanceof ConnectorError) || (error.class !== 'bad_request' && error.class !== 'forbidden'))
    return error;
  const { vendor, request, answer } = error;
  const message = `the token request was refused (${answer?.status ?? 'no status'}): check client id, secret and audience`;
  return new ConnectorError({ class: 'auth', vendor, message, request, answer });
}

/** Names a connection in the cache; another secret is another connection, and the key tells nothing of it. */
export function tokenKey({ tokenUrl, clientId, clientSecret, extra }: ClientCredentials): string {
  return createHash('sha256')
    .update(JSON.stringify([tokenUrl, clientId, clientSecret, extra]))
    .digest('hex');
}

/** Runs `call` with a live token; where the vendor does not accept it, once more with a new one, and no third time. */
export async function withToken<T>(
  tokens: TokenCache,
  client: ClientCredentials,
  call: (token: string) => Promise<T>,
): Promise<T> {
  const key = tokenKey(client);
  const token = await tokens.take(key, () => issueToken(client, tokens.now));
  try {
    return await call(token);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.class !== 'auth') throw error;
    tokens.drop(key, token);
    return call(await tokens.take(key, () => issueToken(client, tokens.now)));
  }
}
