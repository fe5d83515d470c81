/**
 * `npm test`: installs, checks and tests everything, browser included; `--fast` (npm run verify) what needs neither a
 * database nor a build. Every stage runs, also after one has failed; the last line counts. Plain JavaScript without
 * dependencies, for any Node from 20 on.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './lib/browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled, nodePath } from './lib/install.mjs';
import { complain, explain, say, seconds, stage, stageLine } from './lib/terminal.mjs';
import { playwrightResult, single, summary, vitestResult } from './lib/test-results.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const fast = process.argv.includes('--fast');
const reports = join(root, '.cache', 'test');
const STAGE_LIMIT_MS = 20 * 60_000;

/** Variables of the product that a developer's shell may hold; the tests set their own. */
const PRODUCT_VARIABLES =
  /^(PORT|PUBLIC_URL|DATABASE_URL|DATA_DIR|LOG_LEVEL|NODE_ENV|RATE_LIMIT_PER_MINUTE|CONNECTOR_ALLOWED_NETWORKS|(INNGEST|ENGINE|AUTH|ENCRYPTION|ADMIN|BOOTSTRAP|OIDC|AI)_.*)$/;

/** @type {import('./lib/test-results.mjs').Result[]} */
const results = [];
/** @type {import('node:child_process').ChildProcess | null} */
let current = null;

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    current?.kill('SIGTERM');
    process.exit(130);
  });
}

try {
  await main();
} catch (error) {
  complain(explain(error));
  process.exit(1);
}

async function main() {
  await stage('packages', () => ensureInstalled(root));
  const node = nodePath(root);
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !PRODUCT_VARIABLES.test(name)));
  env.PATH = `${dirname(node)}${delimiter}${env.PATH ?? ''}`;
  env.NEXT_TELEMETRY_DISABLED = '1';

  /**
   * @param {string} name
   * @param {string[]} args
   * @param {Record<string, string>} [more]
   */
  const run = (name, args, more = {}) => runChild(name, node, args, { ...env, ...more });
  const bin = (/** @type {string} */ path) => join(root, 'node_modules', path);
  const vitest = async (/** @type {string} */ project) => {
    const report = join(reports, `${project}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await run(project, [bin('vitest/vitest.mjs'), 'run', '--project', project, ...reporters]);
    return vitestResult(project, report, code, root);
  };

  const biome = async (/** @type {string} */ name, /** @type {string[]} */ args) => {
    const colors = process.stdout.isTTY ? [] : ['--colors=off'];
    return (await run(name, [bin('@biomejs/biome/bin/biome'), ...args, ...colors, '.'])) === 0;
  };
  await check('format', () => biome('format', ['format']));
  await check('lint', () => biome('lint', ['ci', '--formatter-enabled=false']));
  await check('types', async () => {
    const generated = await run('types', [bin('next/dist/bin/next'), 'typegen']);
    return generated === 0 && (await run('types', [bin('typescript/bin/tsc'), '--noEmit', '-p', '.'])) === 0;
  });
  await tests('unit', () => vitest('unit'));
  if (!fast) {
    const built = await check('build', async () => Boolean(await ensureBuilt(root, node)));
    await tests('integration', () => vitest('integration'));
    if (built) await tests('browser', browser);
    else results.push(single('browser: not run, because the build failed', false));
  }

  for (const failure of results.flatMap((result) => result.failed)) say(`  failed: ${failure}`);
  say(summary(results));
  process.exit(results.some((result) => result.failed.length > 0) ? 1 : 0);

  async function browser() {
    const report = join(reports, 'browser.json');
    const executable = await findBrowser(root);
    const code = await run('browser', [bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'], {
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      ...(executable ? { CHROMIUM_PATH: executable } : {}),
    });
    return playwrightResult('browser', report, code);
  }
}

/**
 * A stage that is one check.
 * @param {string} name
 * @param {() => Promise<boolean>} work
 */
async function check(name, work) {
  const result = await tests(name, async () => single(name, await work()));
  return result.failed.length === 0;
}

/**
 * A stage with a result; what it throws is its failure.
 * @param {string} name
 * @param {() => Promise<import('./lib/test-results.mjs').Result>} work
 */
async function tests(name, work) {
  const began = Date.now();
  const result = await work().catch((error) => {
    complain(explain(error));
    return single(name, false);
  });
  results.push(result);
  say(stageLine(name, `${summary([result])} (${seconds(began)})`));
  return result;
}

/**
 * @param {string} name
 * @param {string} node
 * @param {string[]} args
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<number>} exit code
 */
function runChild(name, node, args, env) {
  if (!existsSync(args[0] ?? '')) throw new Error(`${args[0]} is missing`);
  return new Promise((done) => {
    const child = spawn(node, args, {
      cwd: root,
      env: /** @type {NodeJS.ProcessEnv} */ (env),
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    current = child;
    const timer = setTimeout(() => {
      complain(`${name} has not ended after ${STAGE_LIMIT_MS / 60_000} minutes`);
      child.kill('SIGKILL');
    }, STAGE_LIMIT_MS);
    child.once('error', (error) => complain(error.message));
    child.once('close', (code) => {
      clearTimeout(timer);
      current = null;
      done(code ?? 1);
    });
  });
}
