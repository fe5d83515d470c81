import { createHash, randomBytes } from 'node:crypto';
import type { ApiKey } from '../../db/schema/index.ts';
import type { ApiKeyView } from '../../domain/views/member.ts';
import { invalid } from '../errors.ts';

/** A new key: `wf_` and 256 random bits. */
export function makeKey(): string {
  return `wf_${randomBytes(32).toString('base64url')}`;
}

export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

export const prefixOf = (key: string) => key.slice(0, 10);

/** A key's end must be to come; null never ends. Throws `invalid`. */
export function expiryOf(expiresAt: Date | null | undefined, now: Date): Date | null {
  if (expiresAt && expiresAt <= now)
    throw invalid([{ pointer: '/expiresAt', message: 'This time has passed already.' }]);
  return expiresAt ?? null;
}

export function apiKeyView(row: ApiKey): ApiKeyView {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    prefix: row.prefix,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
