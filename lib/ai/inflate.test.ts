import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { inflate } from './inflate.ts';

const MOST = 1_024;
const script = 'IEX (cradle)';

it.each([
  ['gzip', gzipSync],
  ['zlib', deflateSync],
  ['raw deflate', deflateRawSync],
])('%s is opened; of what is too long, its beginning', (_name, pack) => {
  expect(inflate(pack(script), MOST)?.toString()).toBe(script);
  const long = inflate(pack(script + 'A'.repeat(5_000_000)), MOST);
  expect(long?.length).toBe(MOST);
  expect(Buffer.from(long!).toString()).toMatch(/^IEX \(cradle\)A/);
});

it('what is broken is not opened; what is cut off is, as far as it goes', () => {
  expect(inflate(Buffer.from('no deflate at all'), MOST)).toBeNull();
  expect(inflate(new Uint8Array(), MOST)).toBeNull();
  const noise = Array.from({ length: 400 }, (_, n) => String.fromCharCode(33 + ((n * 7919) % 90))).join('');
  const whole = gzipSync(script + noise);
  expect(Buffer.from(inflate(whole.subarray(0, whole.length - 60), MOST)!).toString()).toMatch(/^IEX/);
});
