import { createHmac } from 'node:crypto';
import { equalInConstantTime } from './constant-time.ts';
import { verifyHmacSha256Hex } from './hmac.ts';

/**
 * Verifies a signature of Falcon Fusion in constant time, by either of the formulas that receivers in use know: base64 of HMAC-SHA256 over
 * body and timestamp, or hex of it over timestamp and body.
 */
export function verifyFusion(secret: string, body: Uint8Array, timestamp: string, signature: string): boolean {
  const stamp = Buffer.from(timestamp, 'utf8');
  const first = createHmac('sha256', secret).update(body).update(stamp).digest('base64');
  const byFirst = equalInConstantTime(first, signature.trim());
  const bySecond = verifyHmacSha256Hex(secret, Buffer.concat([stamp, body]), signature);
  return byFirst || bySecond;
}
