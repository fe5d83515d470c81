import { randomBytes } from 'node:crypto';

let last = 0;

/**
 * A UUID version 7 (RFC 9562, 5.7): the first 48 bits are the time in ms, so that new rows land at the end of an index.
 * Ids made in one process are in order down to the millisecond.
 */
export function newId(now = Date.now()): string {
  last = Math.max(last, now);
  const bytes = randomBytes(16);
  bytes.writeUIntBE(last, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
