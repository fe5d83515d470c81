import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SealKey } from './keys.ts';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A sealed value that cannot be opened. Its message names neither the value nor a key. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

/**
 * Encrypts a text with AES-256-GCM: `v1.<key id>.<iv>.<ciphertext and tag>`, the last two base64url.
 * `aad` says where the value belongs (`connector/wiz`); the same must be given to open it, so that a sealed value that is
 * copied to another row does not open there.
 */
export function seal(plaintext: string, key: SealKey, aad: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key.bytes, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(key.id, aad));
  const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return [VERSION, key.id, iv.toString('base64url'), sealed.toString('base64url')].join('.');
}

/** Opens what `seal` made, with whichever of `keys` it names. Throws SealError when it was altered, moved or its key is gone. */
export function open(sealed: string, keys: readonly SealKey[], aad: string): string {
  const [version, keyId, ivText, bodyText, ...more] = sealed.split('.');
  if (version !== VERSION || !keyId || !ivText || !bodyText || more.length > 0)
    throw new SealError('not a sealed value');
  const key = keys.find(({ id }) => id === keyId);
  if (!key) throw new SealError(`sealed with key ${keyId.slice(0, 8)}, which is not among the configured ones`);
  const iv = decode(ivText);
  const body = decode(bodyText);
  if (iv.length !== IV_BYTES || body.length < TAG_BYTES) throw new SealError('not a sealed value');
  const decipher = createDecipheriv(ALGORITHM, key.bytes, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(keyId, aad));
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(body.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    throw new SealError('the sealed value was altered, or belongs elsewhere');
  }
}

/** The id of the key that a sealed value names: what is not sealed with the first key is sealed anew after a rotation. */
export function keyIdOf(sealed: string): string | null {
  return /^v1\.([0-9a-f]{8})\./.exec(sealed)?.[1] ?? null;
}

function boundTo(keyId: string, aad: string): Buffer {
  return Buffer.from(`${VERSION}.${keyId}.${aad}`, 'utf8');
}

/** Node's decoder skips what is not base64url; only the one spelling that `seal` writes is accepted. */
function decode(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new SealError('not a sealed value');
  return bytes;
}
