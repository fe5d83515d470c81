/** The Chromium of the browser tests: from the package registry where there is one, else the system's, else Playwright's. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const SYSTEM_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * @param {string} root
 * @returns {Promise<string | undefined>} path of the executable; undefined lets Playwright use its own download
 */
export async function findBrowser(root) {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const packaged = process.platform === 'linux' && process.arch === 'x64' ? await unpackWhole(root) : undefined;
  return packaged ?? SYSTEM_PATHS.find(runs);
}

/**
 * What an interrupted unpacking left is no browser: it is thrown away, once.
 * @param {string} root
 */
async function unpackWhole(root) {
  const directory = join(root, '.cache', 'chromium');
  for (let attempt = 0; attempt < 2; attempt++) {
    const path = await unpack(directory);
    if (path && runs(path)) return path;
    rmSync(directory, { recursive: true, force: true });
  }
  return undefined;
}

/**
 * The package unpacks itself into the temporary directory, once; here into a directory of the project, so that
 * neither another user's copy nor a cleaned-up half of it is found there.
 * @param {string} directory
 */
async function unpack(directory) {
  const { TMPDIR } = process.env;
  mkdirSync(directory, { recursive: true });
  process.env.TMPDIR = directory;
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    return await chromium.executablePath();
  } catch {
    return undefined;
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}

/** @param {string} path */
function runs(path) {
  return (
    existsSync(path) &&
    spawnSync(path, ['--version', '--no-sandbox'], { stdio: 'ignore', timeout: 20_000 }).status === 0
  );
}
