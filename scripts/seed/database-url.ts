import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface State {
  port: number;
  password: string;
  superuserPassword: string;
}

/** The embedded database of the product that runs on that data directory. Throws where there is none. */
export function databaseUrl(dataDir: string): string {
  const { port, password } = stateOf(dataDir);
  return urlOf('watchfloor', password, port);
}

/** The same as its superuser, who may load without the triggers. */
export function superuserUrl(dataDir: string): string {
  const { port, superuserPassword } = stateOf(dataDir);
  return urlOf('postgres', superuserPassword, port);
}

function stateOf(dataDir: string): State {
  const file = join(dataDir, 'postgres.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as State;
  } catch {
    throw new Error(`No database: start the product first (its ${file} is not there), or set DATABASE_URL.`);
  }
}

const urlOf = (user: string, password: string, port: number) =>
  `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/watchfloor`;
