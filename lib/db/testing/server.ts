import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Cluster {
  dataDir: string;
}

/** What the tests use of the starter's module, which is plain JavaScript because it runs before anything is installed. */
interface Postgres {
  openCluster(options: { projectRoot: string; home: string; elsewhere: string; durable: boolean }): Promise<Cluster>;
  startServer(
    cluster: Cluster,
    options: { logFile: string; settings: Record<string, string>; mayCreateDatabases: boolean },
  ): Promise<{ url: string; stop(): Promise<void> }>;
  endAbandoned(dataDir: string): Promise<boolean>;
}

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
  stop(): Promise<void>;
}

/**
 * The Postgres that the tests of one run share: the one that TEST_DATABASE_URL names (a role with CREATEDB), else
 * an embedded one on a free port with its data under the system's temporary directory.
 */
export async function startTestServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { adminUrl: given, stop: async () => {} };
  const projectRoot = join(import.meta.dirname, '../../..');
  const { openCluster, startServer, endAbandoned }: Postgres = await import(
    join(projectRoot, 'scripts/lib/postgres.mjs')
  );
  await sweep(endAbandoned);
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
    return { adminUrl: server.url, stop };
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
}

/** Ends and removes what test runs left behind that were killed. */
async function sweep(endAbandoned: Postgres['endAbandoned']): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const home of names.map((name) => join(tmpdir(), name))) {
    if (await endAbandoned(join(home, 'postgres'))) await rm(home, { recursive: true, force: true });
  }
}
