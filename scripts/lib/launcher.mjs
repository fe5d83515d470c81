/**
 * npm starts a shell that starts us. When either is killed we would go on unseen, and the next `npm start` would
 * find the data in use: so we end with them.
 */
import { commandLine, identify, isAlive, parentOf } from './process.mjs';

/**
 * @returns {Array<{ pid: number, identity: string | null }>} parents up to npm; empty when not started by npm
 */
export function launchers() {
  if (!process.env.npm_lifecycle_event) return [];
  const chain = [];
  for (let pid = process.ppid; pid > 1 && chain.length < 4; pid = parentOf(pid)) {
    chain.push({ pid, identity: identify(pid) });
    if (/\bnpm\b/.test(commandLine(pid))) return chain;
  }
  return [];
}

/**
 * @param {Array<{ pid: number, identity: string | null }>} chain
 * @returns {boolean} whether one of them is gone
 */
export function launcherGone(chain) {
  return chain.some(({ pid, identity }) => !isAlive(pid, identity));
}
