import { existsSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rotate, worthShowing } from './child-log.mjs';

test.each([
  ['{"level":"info","msg":"the worker runs"}', ''],
  ['{"level":"warn","msg":"late"}', 'warn: late'],
  ['{"level":"error","msg":"beat","err":{"message":"connection lost\\n  at x"}}', 'error: beat: connection lost'],
  ['{"level":"error","msg":"same","err":{"message":"same"}}', 'error: same'],
  ['   ▲ Next.js 16.4.6', ''],
  ['⨯ unhandledRejection: boom', '⨯ unhandledRejection: boom'],
  ['TypeError: boom', 'TypeError: boom'],
  ['    at failing (file.ts:1:1)', ''],
])('%s → %s', (line, shown) => {
  expect(worthShowing(line)).toBe(shown);
});

test('a log that has grown is put aside at the next start', () => {
  const directory = mkdtempSync(join(tmpdir(), 'log-test-'));
  const file = join(directory, 'web.log');
  expect(rotate(file)).toBe(0);
  writeFileSync(file, 'one line\n');
  expect(rotate(file)).toBe(9);
  truncateSync(file, 11 * 2 ** 20);
  expect(rotate(file)).toBe(0);
  expect(existsSync(file)).toBe(false);
  expect(statSync(`${file}.1`).size).toBe(11 * 2 ** 20);
  rmSync(directory, { recursive: true });
});
