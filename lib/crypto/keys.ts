import { createHash } from 'node:crypto';

/** A 256-bit key with the id that sealed values name it by: the first 8 hex digits of its SHA-256. */
export interface SealKey {
  id: string;
  bytes: Buffer;
}

const KEY_BYTES = 32;

/** A key of its 32 raw bytes. Throws on any other length. */
export function sealKeyOf(bytes: Uint8Array): SealKey {
  if (bytes.length !== KEY_BYTES) throw new Error(`an encryption key has ${KEY_BYTES} bytes, not ${bytes.length}`);
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes: Buffer.from(bytes) };
}

/**
 * Parses `ENCRYPTION_KEY`: 32 bytes as 64 hex digits, or as base64 or base64url. Several keys stand with commas between
 * them: the first seals, all of them open, so that a key is rotated by putting the new one in front.
 * Throws without repeating the text.
 */
export function parseSealKeys(text: string): [SealKey, ...SealKey[]] {
  const [first, ...rest] = text.split(',').map((part) => sealKeyOf(decode(part.trim())));
  if (!first) throw new Error('no encryption key');
  return [first, ...rest];
}

function decode(text: string): Buffer {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return Buffer.from(text, 'base64');
  throw new Error(`an encryption key is ${KEY_BYTES} bytes in hex (64 digits) or base64 (44 characters)`);
}
