import { createHmac } from 'node:crypto';
import { equalInConstantTime } from './constant-time.ts';

/** HMAC-SHA256 over the bytes as they came, in lower-case hex (64 characters). */
export function hmacSha256Hex(secret: string, bytes: string | Uint8Array): string {
  return createHmac('sha256', secret).update(bytes).digest('hex');
}

/** Verifies a hex signature in constant time; hex in either case, and an algorithm's prefix (`sha256=`), are accepted. */
export function verifyHmacSha256Hex(secret: string, bytes: string | Uint8Array, signature: string): boolean {
  const given = signature
    .trim()
    .toLowerCase()
    .replace(/^sha256=/, '');
  return equalInConstantTime(hmacSha256Hex(secret, bytes), given);
}
