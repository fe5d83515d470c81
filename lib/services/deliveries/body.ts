import { parseExact } from '../../domain/exact-json.ts';

/** What no delivery can be made of: not UTF-8, not JSON, or nested too deep. The sender's mistake, said in one sentence. */
export class BodyError extends Error {
  override readonly name = 'BodyError';
}

/** Bytes of a delivery's body; a body that is tried may be as long. */
export const MAX_BYTES = 8 * 1024 * 1024;

/** Deeper JSON is refused before it is parsed: what walks it later may be recursive. */
export const MAX_DEPTH = 64;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text and the value of a raw body. Throws BodyError. */
export function readBody(raw: Uint8Array): { text: string; value: unknown } {
  if (isDeeperThan(raw, MAX_DEPTH)) throw new BodyError(`The body is nested deeper than ${MAX_DEPTH} levels.`);
  let text: string;
  try {
    text = utf8.decode(raw);
  } catch {
    throw new BodyError('The body is not UTF-8.');
  }
  try {
    return { text, value: parseExact(text) };
  } catch {
    throw new BodyError(text.trim() === '' ? 'The body is empty.' : 'The body is not JSON.');
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = [0x5b, 0x7b] as const;
const CLOSING = [0x5d, 0x7d] as const;

/** Counts brackets outside of strings, byte by byte: every byte that matters is ASCII and occurs in UTF-8 as nothing else. */
export function isDeeperThan(raw: Uint8Array, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at]!;
    if (byte === QUOTE) at = endOfString(raw, at);
    else if (byte === OPENING[0] || byte === OPENING[1]) {
      depth += 1;
      if (depth > limit) return true;
    } else if (byte === CLOSING[0] || byte === CLOSING[1]) depth -= 1;
  }
  return false;
}

function endOfString(raw: Uint8Array, start: number): number {
  for (let at = start + 1; at < raw.length; at += 1) {
    if (raw[at] === BACKSLASH) at += 1;
    else if (raw[at] === QUOTE) return at;
  }
  return raw.length;
}
