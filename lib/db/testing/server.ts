import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAbandoned, openCluster, startServer } from '../../../scripts/lib/postgres.mjs';

/** Loses everything on a crash and is several times faster for it: a test's database lives for minutes. */
const THROWAWAY = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  shared_buffers: '128MB',
  max_connections: '200',
};

const PREFIX = 'watchfloor-test-';

export interface TestServer {
  /** Connection string of a role that may create databases. */
  adminUrl: string;
  /** Of the superuser, where the server is ours. */
  superuserUrl: string | null;
  stop(): Promise<void>;
}

/**
 * The Postgres that the tests of one run share: the one that TEST_DATABASE_URL names (a role with CREATEDB), else
 * an embedded one on a free port with its data under the system's temporary directory.
 */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { adminUrl: given, superuserUrl: null, stop: async () => {} };
  const projectRoot = join(import.meta.dirname, '../../..');
  await sweep();
  const home = await mkdtemp(join(tmpdir(), PREFIX));
  await chmod(home, 0o711);
  try {
    const cluster = await openCluster({ projectRoot, home, elsewhere: home, durable: false });
    const logFile = join(home, 'postgres.log');
    const server = await startServer(cluster, { logFile, settings: THROWAWAY, mayCreateDatabases: true });
    const stop = async () => {
      await server.stop();
      await rm(home, { recursive: true, force: true });
    };
    const superuserUrl = new URL(server.url);
    superuserUrl.username = 'postgres';
    superuserUrl.password = cluster.state.superuserPassword;
    return { adminUrl: server.url, superuserUrl: superuserUrl.href, stop };
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
}

/** Ends and removes what test runs left behind that were killed. */
async function sweep(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const home of names.map((name) => join(tmpdir(), name))) {
    if (await endAbandoned(join(home, 'postgres'))) await rm(home, { recursive: true, force: true });
  }
}
