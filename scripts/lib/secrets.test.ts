import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseEnv } from '#lib/env.ts';
import { ensureSecrets } from './secrets.mjs';

const directory = mkdtempSync(join(tmpdir(), 'secrets-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

test('secrets are made once, for their owner only, and are what the environment takes', () => {
  const file = join(directory, 'secrets.json');
  const secrets = ensureSecrets(file);
  expect(ensureSecrets(file)).toEqual(secrets);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { DEMO_API_KEY, ...variables } = secrets;
  expect(parseEnv({ ...variables, BOOTSTRAP_API_KEY: DEMO_API_KEY })).toMatchObject(variables);
});

test('one that is missing is added, the others stay', () => {
  const file = join(directory, 'older.json');
  writeFileSync(file, JSON.stringify({ AUTH_SECRET: 'kept' }));
  expect(ensureSecrets(file)).toMatchObject({ AUTH_SECRET: 'kept', ENCRYPTION_KEY: expect.any(String) });
});

test('a broken file is neither used nor replaced', () => {
  const file = join(directory, 'broken.json');
  writeFileSync(file, '{"ENCRYPTION_KEY":');
  expect(() => ensureSecrets(file)).toThrow('is not readable JSON');
  expect(readFileSync(file, 'utf8')).toBe('{"ENCRYPTION_KEY":');
});
