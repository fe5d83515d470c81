/**
 * The embedded Postgres: a cluster made once, a server started as a child of this process, listening on 127.0.0.1
 * only. One implementation for the product and for its tests.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { makeDirectory, requireSpace } from './disk.mjs';
import { errorCode, StartFailure } from './failure.mjs';
import { lockHolder, releaseLock, takeLock } from './lock.mjs';
import { postgresBinaries } from './postgres-binaries.mjs';
import { commandLine, endProcess, identify } from './process.mjs';
import { canEnter, giveTo, serverUser, spawnAs } from './server-user.mjs';
import { runTool } from './tool.mjs';

/** The role and the database of the application; the superuser is `postgres`. */
const APPLICATION = 'watchfloor';

/** SQLSTATE. */
const WRONG_PASSWORD = '28P01';

/** Servers of this process that have not ended, ready or not. @type {Set<{ stop: (ms: number) => Promise<void> }>} */
const servers = new Set();
let closed = false;

/**
 * Ends every server that this process has started, also one that is still starting, and refuses new ones.
 * @param {number} milliseconds
 */
export async function stopServers(milliseconds) {
  closed = true;
  await Promise.all([...servers].map((server) => server.stop(milliseconds)));
}

/**
 * @typedef {object} Cluster
 * @property {string} bin
 * @property {string} dataDir
 * @property {string} stateFile keeps the passwords (mode 0600), the port and where the data is
 * @property {import('./server-user.mjs').ServerUser | null} user
 * @property {{ dataDir: string, superuserPassword: string, password: string, port: number }} state
 * @property {boolean} created whether this call made it
 * @property {string | null} placedElsewhere a sentence for the reader when data or binaries are not where expected
 */

/**
 * @typedef {object} Server
 * @property {number} pid
 * @property {string} url connection string of the application's role and database
 * @property {Promise<string>} exited how it ended, in words
 * @property {(milliseconds?: number) => Promise<void>} stop fast shutdown; within that time, whatever it takes
 */

/**
 * Finds the cluster of a directory, or makes it. A half-made one of a killed run is discarded: it is made beside
 * and renamed when whole.
 * @param {object} options
 * @param {string} options.projectRoot
 * @param {string} options.home keeps the state file, and the data where the server's user can enter it
 * @param {string} options.elsewhere a directory that any user can enter, used only when needed
 * @param {boolean} [options.durable] false for tests: not synced to disk
 * @returns {Promise<Cluster>}
 */
export async function openCluster({ projectRoot, home, elsewhere, durable = true }) {
  const user = serverUser();
  const { bin, major, copied } = postgresBinaries({ projectRoot, elsewhere, user });
  const stateFile = join(home, 'postgres.json');
  const inside = join(home, 'postgres');
  const kept = readState(stateFile);
  if (!kept && existsSync(inside)) {
    throw new StartFailure(
      `${stateFile} is missing; bring it back from a backup (it holds the passwords of ${inside})`,
    );
  }
  const state = kept ?? {
    // A name of its own: a data directory that was removed and made anew must not find its predecessor's data.
    dataDir: canEnter(user, home) ? inside : join(elsewhere, `data-${randomBytes(4).toString('hex')}`),
    superuserPassword: randomBytes(24).toString('base64url'),
    password: randomBytes(24).toString('base64url'),
    port: 0,
  };
  writeState(stateFile, state);
  const created = !existsSync(join(state.dataDir, 'PG_VERSION'));
  if (created) {
    makeDirectory(dirname(state.dataDir));
    requireSpace(dirname(state.dataDir), 200);
  }
  if (created) await initialise({ bin, dataDir: state.dataDir, user, password: state.superuserPassword, durable });
  const found = Number(readFileSync(join(state.dataDir, 'PG_VERSION'), 'utf8'));
  if (found !== major) {
    throw new StartFailure(
      `${state.dataDir} was made by Postgres ${found} and this is Postgres ${major}; move the data with pg_dump, or set DATABASE_URL`,
    );
  }
  const moved = [
    state.dataDir.startsWith(home) ? '' : `its data is in ${state.dataDir}`,
    copied ? `its binaries in ${bin}` : '',
  ];
  const placedElsewhere = moved.some(Boolean)
    ? `user ${user?.name ?? 'postgres'} cannot enter the usual place: ${moved.filter(Boolean).join(', ')}`
    : null;
  return { bin, dataDir: state.dataDir, stateFile, user, state, created, placedElsewhere };
}

/** @param {string} file */
function readState(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * @param {string} file
 * @param {Cluster['state']} state
 */
function writeState(file, state) {
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/**
 * @param {{ bin: string, dataDir: string, user: Cluster['user'], password: string, durable: boolean }} options
 */
async function initialise({ bin, dataDir, user, password, durable }) {
  const draft = `${dataDir}.new`;
  const passwordFile = `${dataDir}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  giveTo(user, draft);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveTo(user, passwordFile);
  try {
    await runTool({
      label: 'database',
      command: [join(bin, 'initdb')],
      args: [
        ...['-D', draft, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
        ...(durable ? [] : ['--no-sync']),
      ],
      ...spawnAs(user),
      hint: `Postgres could not make its data directory ${dataDir}`,
    });
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
  rmSync(dataDir, { recursive: true, force: true });
  renameSync(draft, dataDir);
}

/**
 * Starts the server and waits until the application's database answers. A server that a killed starter left
 * behind is ended first.
 * @param {Cluster} cluster
 * @param {object} options
 * @param {string} options.logFile
 * @param {Record<string, string>} [options.settings] of postgresql.conf
 * @param {boolean} [options.mayCreateDatabases] lets the application's role make databases (tests do)
 * @returns {Promise<Server>}
 */
export async function startServer(cluster, { logFile, settings = {}, mayCreateDatabases = false }) {
  const lock = `${cluster.dataDir}.lock`;
  const holder = takeLock(lock);
  if (holder) throw new StartFailure(`${cluster.dataDir} is in use by another start (process ${holder.pid})`);
  try {
    await endOrphan(cluster.dataDir);
    const server = await launchUntilReady(cluster, logFile, settings);
    const url = await prepareDatabase(cluster, mayCreateDatabases);
    const exited = server.exited.finally(() => releaseLock(lock));
    return { pid: server.pid, exited, url, stop: server.stop };
  } catch (error) {
    releaseLock(lock);
    throw error;
  }
}

/**
 * A postmaster outlives the process that started it when that one is killed. Its pid file may also name a stranger
 * that got the same pid since, which Postgres itself would mistake for a running server. One that names no process
 * is left to Postgres, which needs it to see whether children of the dead server still hold its memory.
 * @param {string} dataDir
 */
async function endOrphan(dataDir) {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const identity = identify(pid);
  if (identity === null) return;
  if (!commandLine(pid).includes(`-D ${dataDir} `)) {
    rmSync(file, { force: true });
  } else if (!(await endProcess(pid, identity, stopSteps(4000)))) {
    throw new StartFailure(`Postgres of an earlier start (process ${pid}) cannot be ended by this user; end it first`);
  }
}

/**
 * Ends the server of a data directory whose starter was killed.
 * @param {string} dataDir
 * @returns {Promise<boolean>} false when it has no lock, or its starter lives
 */
export async function endAbandoned(dataDir) {
  const lock = `${dataDir}.lock`;
  if (!existsSync(lock) || lockHolder(lock)) return false;
  await endOrphan(dataDir);
  return true;
}

/**
 * Fast shutdown, then immediate (the next start recovers), then the end.
 * @param {number} milliseconds
 * @returns {Array<[NodeJS.Signals, number]>}
 */
function stopSteps(milliseconds) {
  return [
    ['SIGINT', milliseconds * 0.7],
    ['SIGQUIT', milliseconds * 0.2],
    ['SIGKILL', milliseconds * 0.1],
  ];
}

/**
 * Ports are taken by strangers at any time, and after a crash the old server's last processes hold its memory for
 * a moment: both are tried again.
 * @param {Cluster} cluster
 * @param {string} logFile
 * @param {Record<string, string>} settings
 */
async function launchUntilReady(cluster, logFile, settings) {
  let ended = '';
  for (let attempt = 0; attempt < 20; attempt++) {
    const port = attempt === 0 && cluster.state.port ? cluster.state.port : await freePort();
    const server = launch(cluster, port, logFile, settings);
    let waiting = true;
    const answers = waitForConnections(cluster, port, () => waiting);
    const ready = await Promise.race([answers, server.exited]).catch(async (error) => {
      await server.stop();
      throw error;
    });
    waiting = false;
    if (ready === true) {
      cluster.state.port = port;
      writeState(cluster.stateFile, cluster.state);
      return server;
    }
    ended = lastLogLine(logFile);
    if (!/could not bind|could not create any TCP|shared memory block|lock file/i.test(ended)) break;
    await delay(250);
  }
  throw new StartFailure(`Postgres did not start: ${ended || 'see'} (${logFile})`);
}

/**
 * @param {Cluster} cluster
 * @param {number} port
 * @param {string} logFile
 * @param {Record<string, string>} settings
 */
function launch(cluster, port, logFile, settings) {
  if (closed) throw new StartFailure('stopped');
  const all = { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(logFile, 'a', 0o600);
  // A group of its own: Ctrl-C in the terminal must not end the database before the processes that use it.
  const child = spawn(join(cluster.bin, 'postgres'), ['-D', cluster.dataDir, ...options], {
    ...spawnAs(cluster.user),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const pid = child.pid ?? 0;
  const identity = identify(pid);
  /** @type {Promise<string>} */
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  const stop = async (milliseconds = 4000) => {
    await endProcess(pid, identity, stopSteps(milliseconds));
    await exited;
  };
  const server = { pid, exited, stop };
  servers.add(server);
  exited.then(() => servers.delete(server));
  return server;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address && typeof address === 'object' ? address.port : 0));
    });
  });
}

/** @param {string} logFile */
function lastLogLine(logFile) {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  return lines.findLast((line) => /FATAL|PANIC|LOG: {2}could not bind|error while loading/.test(line)) ?? '';
}

/**
 * @param {Cluster} cluster
 * @param {number} port
 * @param {string} database
 */
async function connectAsSuperuser(cluster, port, database) {
  const { default: pg } = await import('pg');
  const { superuserPassword: password } = cluster.state;
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/**
 * @param {Cluster} cluster
 * @param {number} port
 * @param {() => boolean} waiting
 * @returns {Promise<boolean>} whether the server answered while it was still waited for
 */
async function waitForConnections(cluster, port, waiting) {
  let refused = 0;
  while (waiting()) {
    try {
      const client = await connectAsSuperuser(cluster, port, 'postgres');
      await client.end();
      return true;
    } catch (error) {
      // A stranger may answer on that port until our server has failed to take it; after that it is our own.
      if (errorCode(error) === WRONG_PASSWORD && ++refused > 100) {
        throw new StartFailure(`the passwords in ${cluster.stateFile} are not those of ${cluster.dataDir}`);
      }
      await delay(30);
    }
  }
  return false;
}

/**
 * The application works as an ordinary role that owns its database, never as superuser.
 * @param {Cluster} cluster
 * @param {boolean} mayCreateDatabases
 * @returns {Promise<string>} the connection string
 */
async function prepareDatabase(cluster, mayCreateDatabases) {
  const { port, password } = cluster.state;
  const client = await connectAsSuperuser(cluster, port, 'postgres');
  try {
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APPLICATION]);
    if (role.rowCount === 0) {
      await client.query(`CREATE ROLE ${APPLICATION} LOGIN PASSWORD '${password}'`);
    }
    if (mayCreateDatabases) await client.query(`ALTER ROLE ${APPLICATION} CREATEDB`);
    const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [APPLICATION]);
    if (database.rowCount === 0) await client.query(`CREATE DATABASE ${APPLICATION} OWNER ${APPLICATION}`);
  } finally {
    await client.end();
  }
  return `postgres://${APPLICATION}:${password}@127.0.0.1:${port}/${APPLICATION}`;
}
