import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { playwrightResult, single, summary, vitestResult } from './test-results.mjs';

const directory = mkdtempSync(join(tmpdir(), 'results-test-'));
afterAll(() => rmSync(directory, { recursive: true }));

function report(content: unknown): string {
  const file = join(directory, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const suite = (status: string, ...tests: string[]) => ({
  name: '/project/lib/a.test.ts',
  status,
  assertionResults: tests.map((outcome, index) => ({ status: outcome, fullName: `test ${index}` })),
});

test('vitest: tests are counted, the failed ones named', () => {
  const file = report({ testResults: [suite('failed', 'passed', 'failed', 'pending')] });
  expect(vitestResult('unit', file, 1, '/project')).toEqual({
    passed: 1,
    failed: ['lib/a.test.ts › test 1'],
    skipped: 1,
  });
});

test('vitest: a file that could not be loaded is one failure', () => {
  const file = report({ testResults: [suite('failed'), suite('passed', 'passed')] });
  expect(vitestResult('unit', file, 1, '/project').failed).toEqual(['lib/a.test.ts']);
});

test.each([
  ['no report', undefined, 1],
  ['no report, yet exit code 0', undefined, 0],
  ['nothing failed, yet exit code 1', { testResults: [suite('passed', 'passed')] }, 1],
  ['nothing ran', { testResults: [] }, 0],
])('vitest: %s is a failure', (_what, content, code) => {
  const file = content ? report(content) : join(directory, 'none.json');
  expect(vitestResult('unit', file, code, '/project').failed).toHaveLength(1);
});

test('playwright: nested suites are counted, the failed tests named', () => {
  const spec = (title: string, ...statuses: string[]) => ({
    title,
    tests: statuses.map((status) => ({ status, projectName: 'dark' })),
  });
  const inner = { title: 'signing in', specs: [spec('wrong password', 'unexpected'), spec('slow', 'skipped')] };
  const file = report({
    suites: [{ title: 'sign-in.spec.ts', specs: [spec('works', 'expected', 'flaky')], suites: [inner] }],
  });
  expect(playwrightResult('browser', file, 1)).toEqual({
    passed: 2,
    failed: ['sign-in.spec.ts › signing in › wrong password › dark'],
    skipped: 1,
  });
});

test('the last line counts everything, and says nothing of skipped tests when there are none', () => {
  expect(summary([single('lint', true), single('types', false)])).toBe('1 passed, 1 failed');
  expect(summary([single('lint', true), { passed: 3, failed: [], skipped: 2 }])).toBe('4 passed, 0 failed, 2 skipped');
});
