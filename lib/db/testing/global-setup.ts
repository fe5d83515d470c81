import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { databaseUrl, withClient } from './database.ts';
import { startTestServer } from './server.ts';

/** Vitest's global set-up: one Postgres and one migrated template for the whole run; the result ends both. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startTestServer();
  const template = `watchfloor_test_template_${process.pid}`;
  process.env.TEST_DATABASE_URL = server.adminUrl;
  if (server.superuserUrl) process.env.TEST_SUPERUSER_URL = server.superuserUrl;
  process.env.TEST_TEMPLATE_DATABASE = template;
  try {
    await withClient(server.adminUrl, (client) => client.query(`CREATE DATABASE ${template} TEMPLATE template0`));
    await applyMigrations(databaseUrl(server.adminUrl, template));
  } catch (error) {
    // Tests that need no migrated database still run: createTestDatabase throws this where it is needed.
    process.env.TEST_TEMPLATE_ERROR = explain(error);
  }
  return async () => {
    await withClient(server.adminUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`));
    await server.stop();
  };
}

async function applyMigrations(url: string): Promise<void> {
  const file = join(import.meta.dirname, '../migrate.ts');
  if (!existsSync(file)) return;
  const { migrate } = (await import(file)) as { migrate: (url: string) => Promise<void> };
  await migrate(url);
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause ? `${error.message}: ${explain(error.cause)}` : error.message;
}
