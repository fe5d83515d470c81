/**
 * A lock file that a killed holder cannot leave behind: it names a process by pid and start time, so that
 * whoever comes next can see whether the holder still lives.
 */
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { errorCode } from './failure.mjs';
import { identify, isAlive } from './process.mjs';

/**
 * @typedef {object} Holder
 * @property {number} pid
 * @property {string | null} identity
 */

/**
 * @param {string} file
 * @returns {Holder | null} the living holder, null when the lock is free or its holder is dead
 */
export function lockHolder(file) {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8'));
    return Number.isInteger(holder.pid) && isAlive(holder.pid, holder.identity) ? holder : null;
  } catch {
    return null;
  }
}

/**
 * Takes the lock for this process, or says who has it. The file appears whole: it is written beside and linked.
 * @param {string} file
 * @param {Record<string, unknown>} [notes] kept in the file, for whoever finds it
 * @returns {Holder | null} null when this process now holds the lock
 */
export function takeLock(file, notes = {}) {
  const draft = `${file}.${process.pid}`;
  const mine = { ...notes, pid: process.pid, identity: identify(process.pid) };
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o644 });
  try {
    for (;;) {
      try {
        linkSync(draft, file);
        return null;
      } catch (error) {
        if (errorCode(error) !== 'EEXIST') throw error;
      }
      const holder = lockHolder(file);
      if (holder && holder.pid === process.pid) return null;
      if (holder) return holder;
      rmSync(file, { force: true });
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** @param {string} file */
export function releaseLock(file) {
  if (lockHolder(file)?.pid === process.pid) rmSync(file, { force: true });
}

/**
 * @param {string} file
 * @returns {Record<string, unknown>} what the holder wrote into it, empty when there is none
 */
export function lockNotes(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
