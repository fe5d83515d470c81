import { connect, type Database } from '../db/client.ts';
import { requiredEnv } from '../env.ts';

const KEY = Symbol.for('watchfloor.database');

/**
 * The web process's pool. It hangs on globalThis because Next gives a route and what instrumentation.ts imports different instances of
 * one module.
 */
export function database(): Database {
  const holder = globalThis as { [KEY]?: Database };
  holder[KEY] ??= connect(requiredEnv('DATABASE_URL'), 16);
  return holder[KEY];
}
