import { createHash } from 'node:crypto';

/** SHA-256 of a normalised value, hex: what an observable is found by, whatever its length. */
export function valueHash(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}
