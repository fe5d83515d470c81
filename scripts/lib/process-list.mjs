/**
 * The processes that this start has running, kept in a file of the data directory, so that the start after a
 * `kill -9` can end what was left behind.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { endProcess, isAlive, waitForEnd } from './process.mjs';

/** @typedef {{ name: string, pid: number, identity: string | null }} Entry */

/** @type {Map<number, Entry>} */
const entries = new Map();
let file = '';

/**
 * Ends what an earlier start left, and keeps the list in that file from now on.
 * @param {string} path
 * @returns {Promise<string[]>} names of what was ended
 */
export async function adoptProcessList(path) {
  const left = readEntries(path).filter(({ pid, identity }) => isAlive(pid, identity));
  await Promise.all(
    left.map(async ({ pid, identity }) => {
      // They see by themselves that their starter is gone, and are given the time to finish.
      if (await waitForEnd(pid, identity, 500)) return;
      await endProcess(pid, identity, [
        ['SIGTERM', 3500],
        ['SIGKILL', 1000],
      ]);
    }),
  );
  file = path;
  save();
  return left.map(({ name }) => name);
}

/**
 * @param {string} path
 * @returns {Entry[]}
 */
function readEntries(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return [];
  }
}

/**
 * @param {string} name
 * @param {number} pid
 * @param {string | null} identity
 */
export function remember(name, pid, identity) {
  entries.set(pid, { name, pid, identity });
  save();
}

/** @param {number} pid */
export function forget(pid) {
  if (entries.delete(pid)) save();
}

function save() {
  if (!file) return;
  try {
    writeFileSync(`${file}.new`, JSON.stringify([...entries.values()]), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    // A disk that has filled up since must not end a product that runs.
  }
}
