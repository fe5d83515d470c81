import { constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { Inflate } from '../domain/command-line/index.ts';

const MOST_TRIES = 24;
const HEADROOM = 4;

/**
 * Opens gzip and zlib data, and what has no head as raw deflate, up to a size; null for what is broken. Of what is larger the beginning is
 * opened: a script says what it does before it is padded.
 */
export const inflate: Inflate = (bytes, maxBytes) => {
  const open = bytes[0] === 0x1f ? gunzipSync : isZlib(bytes) ? inflateSync : inflateRawSync;
  let found: Buffer | null = null;
  // As much of the data as does not open to too much, looked for by halves: each try writes no more than the limit.
  for (let [from, to, tries] = [0, bytes.length, 0], end = to; from < to && tries < MOST_TRIES; tries += 1) {
    try {
      const options = { maxOutputLength: maxBytes * HEADROOM, finishFlush: constants.Z_SYNC_FLUSH };
      const opened = open(bytes.subarray(0, end), options);
      found = opened.length > 0 ? opened : found;
      if (end === bytes.length || opened.length >= maxBytes) break;
      from = end;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') return null;
      to = end - 1;
    }
    end = Math.ceil((from + to) / 2);
  }
  return found?.subarray(0, maxBytes) ?? null;
};

const isZlib = ([first = 0, second = 0]: Uint8Array) => (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
