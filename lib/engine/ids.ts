import { createHash, randomBytes } from 'node:crypto';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function base32(bytes: Uint8Array, length: number): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let text = '';
  for (let index = 0; index < length; index++) {
    text = CROCKFORD[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return text;
}

/** 26 characters in the alphabet of ULIDs, the same for the same parts. */
export function hashedId(...parts: string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  return base32(digest.subarray(0, 17), 26);
}

/** A ULID: sorts by its time. */
export function newId(now: number = Date.now()): string {
  const time = Buffer.alloc(6);
  time.writeUIntBE(now, 0, 6);
  return base32(time, 10) + base32(randomBytes(10), 16);
}

/**
 * The id of the run that an event starts, known before the event is sent.
 * @param functionId without the app's prefix
 */
export function runIdOf(eventId: string, functionId: string): string {
  return hashedId('run', eventId, functionId);
}

/** Event ids from the SDK's `x-inngest-event-id-seed`, so that a repeated request repeats the ids. */
export function seededEventId(seed: string, index: number): string {
  return hashedId('event', seed, String(index));
}
