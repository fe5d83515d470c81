/** The production build, made again only when something that goes into it has changed. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './tool.mjs';

const SOURCES = [
  ...['app', 'automations', 'components', 'lib', 'public'],
  ...['instrumentation.ts', 'next.config.ts', 'package.json', 'package-lock.json', 'postcss.config.mjs', 'proxy.ts'],
];

/**
 * @param {string} root
 * @param {string} node
 * @returns {Promise<string>} what was done
 */
export async function ensureBuilt(root, node) {
  const stamp = join(root, '.next', 'sources.sha256');
  const hash = hashSources(root);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return 'up to date';
  rmSync(stamp, { force: true });
  await runTool({
    label: 'build',
    command: [node, join('node_modules', 'next', 'dist', 'bin', 'next')],
    args: ['build'],
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    hint: 'the build failed',
  });
  writeFileSync(stamp, hash);
  return 'built';
}

/** @param {string} root */
function hashSources(root) {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((source) => filesUnder(root, source)).sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]} files of the build; tests are none
 */
function filesUnder(root, path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (!found?.isDirectory()) return found ? [path] : [];
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) return entry.name === 'testing' ? [] : filesUnder(root, inner);
    return entry.isFile() && !/\.test\.tsx?$/.test(entry.name) ? [inner] : [];
  });
}
