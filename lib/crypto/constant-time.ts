import { hash, timingSafeEqual } from 'node:crypto';

type Text = string | Uint8Array;

/**
 * Compares two texts without telling by its time where they differ. Both are hashed first, so that their lengths,
 * which `crypto.timingSafeEqual` would have to be equal, are not told either.
 */
export function equalInConstantTime(a: Text, b: Text): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

/** True when `given` is one of `accepted` (two secrets live during a rotation); looks at all of them, whichever matches. */
export function anyEqualInConstantTime(given: Text, accepted: readonly Text[]): boolean {
  const digest = sha256(given);
  return accepted.reduce((found, secret) => timingSafeEqual(digest, sha256(secret)) || found, false);
}

function sha256(text: Text): Buffer {
  return hash('sha256', text, 'buffer');
}
