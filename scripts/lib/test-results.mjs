/** What the test runners report in their JSON, brought to one shape. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

/** @typedef {{ passed: number, failed: string[], skipped: number }} Result names of what failed */

/**
 * @param {string} name
 * @param {boolean} passed
 * @returns {Result} of a stage that is one check
 */
export function single(name, passed) {
  return { passed: passed ? 1 : 0, failed: passed ? [] : [name], skipped: 0 };
}

/**
 * @param {string} name of the stage
 * @param {string} file JSON of vitest's reporter
 * @param {number} exitCode
 * @param {string} root
 * @returns {Result}
 */
export function vitestResult(name, file, exitCode, root) {
  const report = readJson(file);
  /** @type {Result} */
  const result = { passed: 0, failed: [], skipped: 0 };
  for (const suite of report?.testResults ?? []) {
    const path = relative(root, suite.name);
    for (const test of suite.assertionResults) {
      if (test.status === 'passed') result.passed++;
      else if (test.status === 'failed') result.failed.push(`${path} › ${test.fullName}`);
      else result.skipped++;
    }
    if (suite.status === 'failed' && !suite.assertionResults.some(isFailed)) result.failed.push(path);
  }
  return withExitCode(name, result, exitCode);
}

/** @param {{ status: string }} test */
function isFailed(test) {
  return test.status === 'failed';
}

/**
 * @param {string} name of the stage
 * @param {string} file JSON of Playwright's reporter
 * @param {number} exitCode
 * @returns {Result}
 */
export function playwrightResult(name, file, exitCode) {
  const report = readJson(file);
  /** @type {Result} */
  const result = { passed: 0, failed: [], skipped: 0 };
  for (const { path, test } of (report?.suites ?? []).flatMap((/** @type {Suite} */ suite) => testsOf(suite, []))) {
    if (test.status === 'unexpected') result.failed.push(path);
    else if (test.status === 'skipped') result.skipped++;
    else result.passed++;
  }
  return withExitCode(name, result, exitCode);
}

/**
 * @typedef {object} Suite
 * @property {string} title
 * @property {Suite[]} [suites]
 * @property {Array<{ title: string, tests: Array<{ status: string, projectName: string }> }>} [specs]
 */

/**
 * @param {Suite} suite
 * @param {string[]} parents
 * @returns {Array<{ path: string, test: { status: string } }>}
 */
function testsOf(suite, parents) {
  const titles = [...parents, suite.title];
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map((test) => ({ path: [...titles, spec.title, test.projectName].filter(Boolean).join(' › '), test })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => testsOf(inner, titles))];
}

/**
 * A runner may fail beside its tests (an unhandled rejection, a set-up, no report at all): that is a failure too.
 * @param {string} name
 * @param {Result} result
 * @param {number} exitCode
 */
function withExitCode(name, result, exitCode) {
  const silent = result.failed.length === 0 && (exitCode !== 0 || result.passed === 0);
  return silent ? { ...result, failed: [`${name}: ended with code ${exitCode} and no failed test`] } : result;
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * @param {Result[]} results
 * @returns {string} the last line of a test run
 */
export function summary(results) {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed.length, 0);
  const skipped = results.reduce((sum, result) => sum + result.skipped, 0);
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
