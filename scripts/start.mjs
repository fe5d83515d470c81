/**
 * `npm start`, `npm run dev`, `npm run demo`: from a fresh clone to a product that runs, and back to nothing on
 * Ctrl-C. Plain JavaScript without dependencies, for any Node from 20 on: it installs everything else.
 */
import { watch } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureBuilt } from './lib/build.mjs';
import { childLog } from './lib/child-log.mjs';
import { takeDataDir } from './lib/data-dir.mjs';
import { connectDatabase, embedDatabase } from './lib/database.mjs';
import { checkEnvironment } from './lib/environment.mjs';
import { StartFailure } from './lib/failure.mjs';
import { ensureInstalled, nodePath } from './lib/install.mjs';
import { launcherGone, launchers } from './lib/launcher.mjs';
import { requireFreePort } from './lib/port.mjs';
import { stopServers } from './lib/postgres.mjs';
import { waitUntilReady } from './lib/ready.mjs';
import { ensureSecrets } from './lib/secrets.mjs';
import { supervise } from './lib/supervise.mjs';
import { complain, explain, say, stage } from './lib/terminal.mjs';
import { runTool, stopTools } from './lib/tool.mjs';

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const dev = process.argv.includes('--dev');
const demo = process.argv.includes('--demo');

/** From the first signal to the last process's end, in milliseconds; web and worker get most of it. */
const STOP_MS = 4_600;
const CHILDREN_STOP_MS = 3_200;
/** A process that dies so often before the product was ever ready does not heal. */
const HOPELESS = 3;
/** Room for what a request leaves behind: with V8's own 16 MB, collecting it takes 8 % of a delivery's time. */
const WEB_MEMORY = '--max-semi-space-size=64';

/** What is undone at the end, last come first gone. @type {Array<(milliseconds: number) => Promise<void> | void>} */
const undo = [];
/** @type {Promise<void> | null} */
let stopping = null;

try {
  await start();
} catch (error) {
  if (!stopping) {
    complain(`watchfloor: ${explain(error)}`);
    await stop(1);
  }
}

async function start() {
  const began = Date.now();
  watchForTheEnd();
  say('Watchfloor');
  await stage('packages', () => ensureInstalled(root));
  const node = nodePath(root);
  /** @type {NodeJS.ProcessEnv} */
  const base = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: dev ? 'development' : 'production' };
  if (demo) {
    base.DATA_DIR ||= join('.data', 'demo');
    base.CONNECTOR_ALLOWED_NETWORKS ||= '127.0.0.0/8';
  }
  const settings = checkEnvironment(root, node, base);
  for (const notice of settings.notices) say(`  ${notice}`);
  const dataDir = resolve(root, settings.DATA_DIR);

  const taken = await takeDataDir(dataDir, settings.PUBLIC_URL);
  undo.push(taken.release);
  if (taken.ended.length > 0) say(`  ended what an earlier start left running: ${taken.ended.join(', ')}`);
  await requireFreePort(settings.PORT);
  const { DEMO_API_KEY, ...secrets } = ensureSecrets(join(dataDir, 'secrets.json'));

  /** @type {import('./lib/supervise.mjs').Supervised[]} */
  const children = [];
  const moved = () => {
    for (const child of children) child.restart();
  };
  /** @type {import('./lib/database.mjs').Database | undefined} */
  let database;
  /** @returns {NodeJS.ProcessEnv} */
  const childEnv = () => ({
    NODE_ENV: base.NODE_ENV,
    ...secrets,
    ...(demo ? { BOOTSTRAP_API_KEY: DEMO_API_KEY } : {}),
    ...withoutEmpty(base),
    PORT: String(settings.PORT),
    PUBLIC_URL: settings.PUBLIC_URL,
    DATA_DIR: dataDir,
    DATABASE_URL: database?.url() ?? '',
  });

  const building = dev ? Promise.resolve() : stage('build', () => ensureBuilt(root, node));
  building.catch(() => {});
  undo.push(stopServers);
  await stage('database', async () => {
    const { DATABASE_URL: given } = settings;
    database = given
      ? await connectDatabase(given)
      : await embedDatabase({ root, dataDir, logDir: taken.logDir, moved });
    undo.push(database.stop);
    return database.words;
  });
  const script = (/** @type {string} */ file, /** @type {string} */ hint) =>
    runTool({ label: file, command: [node, file], args: [], cwd: root, env: childEnv(), hint });
  await stage('migrations', async () => void (await script('lib/db/migrate.ts', 'the migrations failed')));
  const setup = JSON.parse(
    (await script('scripts/setup.ts', 'the first set-up failed')).trim().split('\n').at(-1) ?? '{}',
  );
  const showAdministrator = () => {
    if (!setup.admin) return;
    const { email, password } = setup.admin;
    say(
      `  First sign-in: ${email}, ${password ? `one-time password ${password}` : 'with the password of ADMIN_PASSWORD'}`,
    );
    setup.admin = null;
  };
  undo.push(showAdministrator);
  await building;

  await stage('processes', async () => {
    const run = (/** @type {string} */ name, /** @type {string[]} */ args) =>
      supervise({ name, node, args, cwd: root, env: childEnv, log: childLog(name, join(taken.logDir, `${name}.log`)) });
    if (stopping) throw new StartFailure('stopped');
    children.push(
      run('web', [WEB_MEMORY, 'scripts/web.mjs', ...(dev ? ['--dev'] : [])]),
      run('worker', ['automations/worker.ts']),
    );
    undo.push(async (milliseconds) => {
      const time = Math.min(milliseconds, CHILDREN_STOP_MS);
      await Promise.all(children.map((child) => child.stop(time)));
    });
    await waitUntilReady(settings.PORT, () => {
      if (stopping) throw new StartFailure('stopped');
      const hopeless = children.find((child) => child.deaths() >= HOPELESS);
      if (hopeless) throw new StartFailure(`${hopeless.name} does not start; see ${taken.logDir}/${hopeless.name}.log`);
    });
    return 'ready';
  });
  if (dev) restartOnChange(children[1]);

  say(`\n  Watchfloor runs at ${settings.PUBLIC_URL} after ${((Date.now() - began) / 1000).toFixed(1)} s`);
  showAdministrator();
  say('  Ctrl-C stops it.\n');
  if (demo) {
    const log = (/** @type {import('node:stream').Readable} */ stream) =>
      void stream.pipe(process.stdout, { end: false });
    const env = () => ({ ...childEnv(), BASE_URL: `http://127.0.0.1:${settings.PORT}` });
    children.push(supervise({ name: 'demo', node, args: ['scripts/demo.ts'], cwd: root, env, log, once: true }));
  }
}

/** @param {NodeJS.ProcessEnv} variables */
function withoutEmpty(variables) {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
}

/** Signals, and the end of the npm that started us. */
function watchForTheEnd() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => void stop(0));
  }
  const chain = launchers();
  if (chain.length === 0) return;
  setInterval(() => {
    if (launcherGone(chain)) void stop(1);
  }, 500).unref();
}

/**
 * Ends everything that was begun, in reverse order, and this process within five seconds.
 * @param {number} code
 */
function stop(code) {
  stopping ??= (async () => {
    const began = Date.now();
    stopTools();
    for (;;) {
      const last = undo.pop();
      if (!last) break;
      const left = Math.max(300, STOP_MS - (Date.now() - began));
      await Promise.resolve(last(left)).catch((error) => complain(explain(error)));
    }
    if (code === 0) say(`Watchfloor stopped (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    process.exit(code);
  })();
  return stopping;
}

/**
 * The worker has no hot reload: in development it starts anew when a file of it has changed.
 * @param {import('./lib/supervise.mjs').Supervised | undefined} worker
 */
function restartOnChange(worker) {
  let pending = false;
  const changed = async (/** @type {string | null} */ file) => {
    if (pending || !file?.endsWith('.ts') || file.endsWith('.test.ts')) return;
    pending = true;
    await delay(300);
    pending = false;
    worker?.restart();
  };
  for (const folder of ['automations', 'lib']) {
    watch(join(root, folder), { recursive: true }, (_event, file) => void changed(file));
  }
}
