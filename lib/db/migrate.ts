import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as apply } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

const FOLDER = fileURLToPath(new URL('../../drizzle', import.meta.url));

/** Any number that nothing else in this database locks. */
const LOCK = 7_204_811;

/** Brings the product's tables at `url` to the newest version. Two at once wait for each other. */
export async function migrate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await apply(drizzle(client), { migrationsFolder: FOLDER });
  } finally {
    await client.end();
  }
}

if (import.meta.main) await migrate(process.env.DATABASE_URL!);
