import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The embedded database of the product that runs on that data directory. Throws where there is none. */
export function databaseUrl(dataDir: string): string {
  const file = join(dataDir, 'postgres.json');
  try {
    const { port, password } = JSON.parse(readFileSync(file, 'utf8')) as { port: number; password: string };
    return `postgres://watchfloor:${encodeURIComponent(password)}@127.0.0.1:${port}/watchfloor`;
  } catch {
    throw new Error(`No database: start the product first (its ${file} is not there), or set DATABASE_URL.`);
  }
}
