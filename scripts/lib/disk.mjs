/** Whether a directory can hold what is about to be written, asked before it is written. */
import { chmodSync, mkdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileFailure, StartFailure } from './failure.mjs';

/**
 * Makes a directory and its parents, so that others may pass through but not list them (Postgres runs as another
 * user when we are root). Step by step: Node's own recursive mkdir never returns below /proc.
 * @param {string} directory
 */
export function makeDirectory(directory) {
  try {
    const found = statSync(directory, { throwIfNoEntry: false });
    if (found?.isDirectory()) return;
    if (found) throw new StartFailure(`cannot write ${directory}: it is a file; set DATA_DIR to a directory`);
    if (dirname(directory) !== directory) makeDirectory(dirname(directory));
    mkdirSync(directory);
    chmodSync(directory, 0o711);
  } catch (error) {
    throw error instanceof StartFailure ? error : fileFailure(error, directory);
  }
}

/**
 * @param {string} directory
 * @throws {StartFailure} when nothing can be written there
 */
export function requireWritable(directory) {
  const probe = join(directory, `.probe-${process.pid}`);
  try {
    writeFileSync(probe, Buffer.alloc(64 * 1024));
  } catch (error) {
    throw fileFailure(error, directory);
  }
  rmSync(probe, { force: true });
}

/**
 * @param {string} directory
 * @param {number} megabytes
 */
export function requireSpace(directory, megabytes) {
  const { bavail, bfree, bsize } = statfsSync(directory);
  const blocks = process.getuid?.() === 0 ? bfree : bavail;
  const free = Math.floor((blocks * bsize) / 2 ** 20);
  if (free < megabytes) {
    throw new StartFailure(`cannot write ${directory}: the disk is full (${free} MB free, ${megabytes} MB needed)`);
  }
}
