/** The starter's view of the environment: parsed by lib/env.ts, which needs a newer Node than the starter may have. */
import { spawnSync } from 'node:child_process';
import { StartFailure } from './failure.mjs';

/**
 * @param {string} root
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ PORT: number, PUBLIC_URL: string, DATA_DIR: string, DATABASE_URL?: string, notices: string[] }}
 */
export function checkEnvironment(root, node, env) {
  const { status, stdout, stderr, error } = spawnSync(node, ['scripts/check-env.ts'], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  if (status === 0) return JSON.parse(stdout);
  throw new StartFailure(error?.message ?? stderr.trim());
}
