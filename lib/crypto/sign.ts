import { createHmac } from 'node:crypto';
import { equalInConstantTime } from './constant-time.ts';
import type { SealKey } from './keys.ts';

/** Signs a text for one purpose: `<key id>.<HMAC-SHA256, base64url>`. Each purpose has a key of its own, derived from the given one. */
export function sign(purpose: string, text: string, key: SealKey): string {
  const own = createHmac('sha256', key.bytes).update(`watchfloor/${purpose}`).digest();
  return `${key.id}.${createHmac('sha256', own).update(text).digest('base64url')}`;
}

/** Whether `signature` is what one of the keys makes of this text for this purpose. */
export function isSigned(purpose: string, text: string, signature: string, keys: readonly SealKey[]): boolean {
  const key = keys.find(({ id }) => signature.startsWith(`${id}.`));
  return key !== undefined && equalInConstantTime(sign(purpose, text, key), signature);
}
