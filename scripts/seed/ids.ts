import { randomFillSync } from 'node:crypto';

const POOL = Buffer.alloc(64 * 1024);
let used = POOL.length;

/** A UUID version 7 of a moment that is over: rows of the past get the ids, and with them the places in an index, that they would have had. */
export function idAt(ms: number): string {
  if (used + 10 > POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  const time = ms.toString(16).padStart(12, '0');
  const random = POOL.toString('hex', used, used + 10);
  used += 10;
  const variant = '89ab'[Number.parseInt(random[3]!, 16) & 3];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(8, 20)}`;
}
