/**
 * Postgres refuses to run as root. Started by root it runs as an unprivileged user, who must be able to enter
 * every parent of what it uses.
 */
import { spawnSync } from 'node:child_process';
import { chownSync, readFileSync } from 'node:fs';
import { StartFailure } from './failure.mjs';

/**
 * @typedef {object} ServerUser
 * @property {string} name
 * @property {number} uid
 * @property {number} gid
 */

/**
 * @returns {ServerUser | null} null when this process may run Postgres as itself
 */
export function serverUser() {
  if (process.getuid?.() !== 0) return null;
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const wanted of ['postgres', '_postgres', 'nobody']) {
    const [name, , uid, gid] = accounts.find((line) => line.startsWith(`${wanted}:`))?.split(':') ?? [];
    if (name && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new StartFailure(
    'Postgres does not run as root, and there is no user "postgres" or "nobody" to run it as; start as another user or set DATABASE_URL',
  );
}

/**
 * The options of `spawn` that make a child run as that user, with an environment that holds nothing of ours
 * (a PGDATA or LANG of the caller must not reach Postgres).
 * @param {ServerUser | null} user
 */
export function spawnAs(user) {
  return {
    cwd: '/',
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      LC_ALL: 'C',
      TZ: 'UTC',
      NODE_ENV: /** @type {const} */ ('production'),
    },
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  };
}

/**
 * Asked of the system itself, so that groups and access lists count too.
 * @param {ServerUser | null} user
 * @param {string} directory
 */
export function canEnter(user, directory) {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], { ...spawnAs(user), stdio: 'ignore' }).status === 0;
}

/**
 * @param {ServerUser | null} user
 * @param {string} path
 */
export function giveTo(user, path) {
  if (user) chownSync(path, user.uid, user.gid);
}
