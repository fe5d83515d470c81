/** The data directory of an installation, and the right of one start to use it. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory, requireSpace, requireWritable } from './disk.mjs';
import { StartFailure } from './failure.mjs';
import { launcherGone, launchers } from './launcher.mjs';
import { lockHolder, lockNotes, releaseLock, takeLock } from './lock.mjs';
import { endProcess, waitForEnd } from './process.mjs';
import { adoptProcessList } from './process-list.mjs';

/**
 * Takes the data directory for this start, and ends what a killed one left running.
 * @param {string} dataDir absolute
 * @param {string} address told to whoever finds the directory in use
 * @returns {Promise<{ logDir: string, ended: string[], release: () => void }>}
 */
export async function takeDataDir(dataDir, address) {
  makeDirectory(dataDir);
  requireWritable(dataDir);
  requireSpace(dataDir, 32);
  const logDir = join(dataDir, 'logs');
  makeDirectory(logDir);
  chmodSync(logDir, 0o700);
  const lock = join(dataDir, 'start.lock');
  await takeOver(lock, dataDir, address);
  const ended = await adoptProcessList(join(dataDir, 'processes.json'));
  return { logDir, ended, release: () => releaseLock(lock) };
}

/**
 * @param {string} lock
 * @param {string} dataDir
 * @param {string} address
 */
async function takeOver(lock, dataDir, address) {
  const notes = { address, launchers: launchers() };
  const holder = takeLock(lock, notes);
  if (!holder) return;
  const found = lockNotes(lock);
  // Its npm was killed: it has seen that, or will within a second, and ends by itself.
  if (Array.isArray(found.launchers) && launcherGone(found.launchers)) {
    if (!(await waitForEnd(holder.pid, holder.identity, 7_000))) {
      await endProcess(holder.pid, holder.identity, [['SIGKILL', 1_000]]);
    }
    if (!takeLock(lock, notes)) return;
  }
  const where = typeof found.address === 'string' ? ` at ${found.address}` : '';
  throw new StartFailure(
    `Watchfloor already runs on ${dataDir}${where} (process ${lockHolder(lock)?.pid ?? holder.pid}); stop it first, or set DATA_DIR`,
  );
}
