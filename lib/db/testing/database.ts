import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';

export interface TestDatabase {
  url: string;
  pool: Pool;
  /** Ends the pool and drops the database. Throws when a connection other than the pool's was left open. */
  drop(): Promise<void>;
}

/**
 * A database of its own for a test file: a copy of the migrated template, or with `template: false` an empty one.
 * Call `drop()` in `afterAll`, after everything else that uses the database has ended.
 */
export async function createTestDatabase({ template = true }: { template?: boolean } = {}): Promise<TestDatabase> {
  const adminUrl = testServerUrl();
  const name = `watchfloor_test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await withClient(adminUrl, (client) =>
    client.query(`CREATE DATABASE ${name} TEMPLATE ${template ? migratedTemplate() : 'template0'}`),
  );
  const url = databaseUrl(adminUrl, name);
  // As the product's own; the engine, which needs no tables of ours, sends its statements together by itself.
  const pool = new Pool({ connectionString: url, max: 10, pipeline: template, application_name: 'test' });
  // The drop cuts idle connections; whatever matters reaches the query that was running.
  pool.on('error', () => {});
  const drop = async () => {
    await pool.end();
    await withClient(adminUrl, async (client) => {
      const leaked = await openConnections(client, name);
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      if (leaked.length > 0) throw new Error(`left open when the test database was dropped: ${leaked.join('; ')}`);
    });
  };
  return { url, pool, drop };
}

/** Connection string of the same server's other database. */
export function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs work on a connection of its own. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The database that the global set-up has applied every migration to. */
function migratedTemplate(): string {
  const { TEST_TEMPLATE_DATABASE: name, TEST_TEMPLATE_ERROR: problem } = process.env;
  if (problem) throw new Error(`the migrations do not apply: ${problem}`);
  if (!name) throw new Error('TEST_TEMPLATE_DATABASE is not set: run through vitest, which makes the template');
  return name;
}

function testServerUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('TEST_DATABASE_URL is not set: name the file *.int.test.ts, so that Postgres is started');
  return url;
}

/**
 * A backend outlives its client's close by some milliseconds, so a connection counts as left open only when it is
 * still there after a grace period.
 */
async function openConnections(client: Client, database: string): Promise<string[]> {
  const deadline = Date.now() + 2_000;
  for (;;) {
    const { rows } = await client.query<{ application_name: string; state: string; query: string }>(
      'SELECT application_name, state, query FROM pg_stat_activity WHERE datname = $1 AND backend_type = $2',
      [database, 'client backend'],
    );
    if (rows.length === 0 || Date.now() > deadline) {
      return rows.map((row) => `${row.application_name || 'unnamed'} (${row.state}): ${row.query.slice(0, 200)}`);
    }
    await client.query('SELECT pg_sleep(0.02)');
  }
}
