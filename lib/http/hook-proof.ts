import { anyEqualInConstantTime } from '../crypto/constant-time.ts';
import { verifyFusion } from '../crypto/fusion.ts';
import { verifyHmacSha256Hex } from '../crypto/hmac.ts';
import type { InboundSecrets } from '../services/connectors/inbound-secrets.ts';

export type Standing = 'proven' | 'needs_body' | 'refused';

/** How a vendor's sender proves itself, in constant time, against every secret that is live. */
export interface Proof {
  byHeaders(headers: Headers, secrets: InboundSecrets): Standing;
  /** Asked only where the headers alone do not decide. */
  byBody(headers: Headers, raw: Buffer, secrets: InboundSecrets): boolean;
}

/** Wiz: a bearer token, or HTTP Basic (RFC 7617). It signs no bodies. */
export const wizProof: Proof = {
  byHeaders(headers, { tokens, users, passwords }) {
    const token = bearerOf(headers);
    if (token !== null) return anyEqualInConstantTime(token, tokens) ? 'proven' : 'refused';
    const basic = basicOf(headers);
    if (basic === null) return 'refused';
    const rightUser = anyEqualInConstantTime(basic.user, users);
    const rightPassword = anyEqualInConstantTime(basic.password, passwords);
    return rightUser && rightPassword ? 'proven' : 'refused';
  },
  byBody: () => false,
};

/**
 * Named sources: a token (`Authorization: Bearer` or `X-Watchfloor-Token`), and where a signing secret is set also
 * `X-Watchfloor-Signature: sha256=<hex>`, HMAC-SHA256 over the raw body; the signature alone where there is no token.
 */
export const genericProof: Proof = {
  byHeaders(headers, { tokens, hmacSecrets }) {
    if (tokens.length > 0) {
      const token = bearerOf(headers) ?? headers.get('x-watchfloor-token');
      if (token === null || !anyEqualInConstantTime(token, tokens)) return 'refused';
      return hmacSecrets.length > 0 ? 'needs_body' : 'proven';
    }
    return hmacSecrets.length > 0 && headers.has(SIGNATURE) ? 'needs_body' : 'refused';
  },
  byBody(headers, raw, { hmacSecrets }) {
    const signature = headers.get(SIGNATURE) ?? '';
    return hmacSecrets.reduce((found, secret) => verifyHmacSha256Hex(secret, raw, signature) || found, false);
  },
};

/** Okta: the `Authorization` header exactly as it was registered with the hook. It signs no bodies. */
export const oktaProof: Proof = {
  byHeaders(headers, { tokens }) {
    const secret = headers.get('authorization');
    return secret !== null && anyEqualInConstantTime(secret, tokens) ? 'proven' : 'refused';
  },
  byBody: () => false,
};

/**
 * Falcon Fusion: a bearer token, or where a signing secret is set Fusion's `X-CS-Primary-Signature` over body and timestamp. CrowdStrike does
 * not publish the formula, and receivers in use know two; either is taken. A signed request is good for five minutes.
 */
export const crowdstrikeProof: Proof = {
  byHeaders(headers, { tokens, hmacSecrets }) {
    if (hmacSecrets.length > 0) return headers.has(FALCON_SIGNATURE) ? 'needs_body' : 'refused';
    const token = bearerOf(headers);
    return token !== null && anyEqualInConstantTime(token, tokens) ? 'proven' : 'refused';
  },
  byBody(headers, raw, { hmacSecrets }) {
    const signature = headers.get(FALCON_SIGNATURE) ?? '';
    const timestamp = headers.get('x-cs-delivery-timestamp') ?? '';
    if (!isFresh(timestamp, new Date())) return false;
    return hmacSecrets.reduce((found, secret) => verifyFusion(secret, raw, timestamp, signature) || found, false);
  },
};

/** SentinelOne: a bearer token. */
export const sentinelOneProof: Proof = {
  byHeaders(headers, { tokens }) {
    const token = bearerOf(headers);
    return token !== null && anyEqualInConstantTime(token, tokens) ? 'proven' : 'refused';
  },
  byBody: () => false,
};

const FALCON_SIGNATURE = 'x-cs-primary-signature';
const FRESH_MS = 5 * 60_000;

/** ISO 8601, or seconds or milliseconds since 1970. */
function isFresh(timestamp: string, now: Date): boolean {
  const number = /^\d+$/.test(timestamp) ? Number(timestamp) : null;
  const at = number === null ? Date.parse(timestamp) : number < 1e11 ? number * 1000 : number;
  return Math.abs(now.getTime() - at) <= FRESH_MS;
}

const SIGNATURE = 'x-watchfloor-signature';

function bearerOf(headers: Headers): string | null {
  return /^Bearer +(.+)$/i.exec(headers.get('authorization') ?? '')?.[1]?.trim() ?? null;
}

function basicOf(headers: Headers): { user: string; password: string } | null {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (encoded === undefined) return null;
  const [user = '', ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  return rest.length === 0 ? null : { user, password: rest.join(':') };
}
