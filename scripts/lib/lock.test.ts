import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lockHolder, lockNotes, releaseLock, takeLock } from './lock.mjs';
import { identify } from './process.mjs';

const directory = mkdtempSync(join(tmpdir(), 'lock-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

test('a free lock is taken with its notes, and is free again after the release', () => {
  const file = join(directory, 'free');
  expect(takeLock(file, { address: 'http://here' })).toBeNull();
  expect(lockHolder(file)?.pid).toBe(process.pid);
  expect(lockNotes(file)).toMatchObject({ address: 'http://here' });
  releaseLock(file);
  expect(lockHolder(file)).toBeNull();
  expect(readdirSync(directory)).not.toContain('free');
});

test('a living holder keeps the lock', () => {
  const file = join(directory, 'held');
  writeFileSync(file, JSON.stringify({ pid: process.ppid, identity: identify(process.ppid) }));
  expect(takeLock(file)?.pid).toBe(process.ppid);
  releaseLock(file);
  expect(lockHolder(file)?.pid).toBe(process.ppid);
});

test.each([
  [
    'a stranger with the pid of the dead holder',
    JSON.stringify({ pid: process.ppid, identity: 'of an earlier process' }),
  ],
  ['a holder without identity', JSON.stringify({ pid: process.ppid, identity: null })],
  ['an unreadable file', '{'],
])('%s does not keep it', (_what, content) => {
  const file = join(directory, 'stale');
  writeFileSync(file, content);
  expect(takeLock(file)).toBeNull();
  expect(lockHolder(file)?.pid).toBe(process.pid);
  releaseLock(file);
});
