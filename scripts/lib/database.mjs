/** The database of a start: the one that DATABASE_URL names, else the embedded one, which is kept alive. */
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { rotate } from './child-log.mjs';
import { StartFailure } from './failure.mjs';
import { openCluster, startServer, stopServers } from './postgres.mjs';
import { complain, explain, stageLine } from './terminal.mjs';

const OLDEST_MAJOR = 15;
const CONNECT_MS = 5_000;

const SETTINGS = {
  max_connections: '200',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  random_page_cost: '1.1',
  jit: 'off',
};

/**
 * @typedef {object} Database
 * @property {() => string} url
 * @property {string} words for the line of the stage
 * @property {(milliseconds: number) => Promise<void>} stop
 */

/**
 * Checks that an own Postgres can be used, and leaves it alone otherwise.
 * @param {string} url
 * @returns {Promise<Database>}
 */
export async function connectDatabase(url) {
  const { default: pg } = await import('pg');
  const { host, pathname } = new URL(url);
  const where = `${host || 'its host'}${pathname}`;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query('SHOW server_version');
    const version = String(rows[0]?.server_version);
    if (Number.parseInt(version, 10) < OLDEST_MAJOR) {
      throw new StartFailure(
        `DATABASE_URL: ${where} is Postgres ${version}; Watchfloor needs ${OLDEST_MAJOR} or later`,
      );
    }
    return { url: () => url, words: `Postgres ${version} at ${where}`, stop: async () => {} };
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    const reasons = error instanceof AggregateError ? error.errors : [error];
    const reason = reasons[0] instanceof Error ? reasons[0].message : String(error);
    throw new StartFailure(`DATABASE_URL: cannot use ${where}: ${reason}`);
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Starts the embedded Postgres, and starts it again whenever it dies. It comes back on its old port, so that the
 * processes that use it need only connect again; should that port be taken meanwhile, `moved` is called.
 * @param {object} options
 * @param {string} options.root
 * @param {string} options.dataDir
 * @param {string} options.logDir
 * @param {() => void} options.moved
 * @returns {Promise<Database>}
 */
export async function embedDatabase({ root, dataDir, logDir, moved }) {
  const logFile = join(logDir, 'postgres.log');
  rotate(logFile);
  const cluster = await openCluster({ projectRoot: root, home: dataDir, elsewhere: elsewhere(dataDir) });
  const options = { logFile, settings: SETTINGS };
  let server = await startServer(cluster, options);
  let stopping = false;

  const keepAlive = async () => {
    for (;;) {
      const how = await server.exited;
      if (stopping) return;
      complain(`database ended (${how}); starting it again`);
      const { url } = server;
      const again = await startUntilItWorks(cluster, options, () => stopping);
      if (!again) return;
      server = again;
      if (server.url !== url) moved();
    }
  };
  const kept = keepAlive();

  const placed = cluster.placedElsewhere ? `\n${stageLine('', cluster.placedElsewhere)}` : '';
  return {
    url: () => server.url,
    words: `${cluster.created ? 'made' : 'started'}${placed}`,
    stop: async (milliseconds) => {
      stopping = true;
      await stopServers(milliseconds);
      await kept;
    },
  };
}

/**
 * @param {import('./postgres.mjs').Cluster} cluster
 * @param {{ logFile: string, settings: Record<string, string> }} options
 * @param {() => boolean} stopping
 */
async function startUntilItWorks(cluster, options, stopping) {
  for (let wait = 200; !stopping(); wait = Math.min(wait * 2, 10_000)) {
    try {
      return await startServer(cluster, options);
    } catch (error) {
      complain(explain(error));
      await delay(wait);
    }
  }
  return null;
}

/**
 * Where Postgres can have its files when we are root and its user cannot enter our directory. A durable place, of
 * its own for each data directory.
 * @param {string} dataDir
 */
function elsewhere(dataDir) {
  if (process.getuid?.() !== 0) return dataDir;
  const id = createHash('sha256').update(dataDir).digest('hex').slice(0, 8);
  return join('/var/lib/watchfloor', `${basename(dataDir).replace(/^\.+/, '')}-${id}`);
}
