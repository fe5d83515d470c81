import { env, requiredEnv } from '../env.ts';
import { log } from '../log.ts';
import { useEncryptionKey } from '../services/connectors/box.ts';
import { shutdown } from './shutdown.ts';

/** What the web process needs before its first request. A wrong environment ends it here, with the reason. */
export function startWeb(): void {
  env();
  useEncryptionKey(requiredEnv('ENCRYPTION_KEY'));
  const end = () => void shutdown();
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, end);
  log.info('the web process is set up');
}
