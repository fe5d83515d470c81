/**
 * Processes of this machine: who they are, whether they still live, and how to end them.
 * Plain JavaScript without dependencies: this runs before anything is installed.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * What tells a process from a later one with the same pid: its start time, and the boot it belongs to.
 * @param {number} pid
 * @returns {string | null} null when no such process lives (a zombie does not)
 */
export function identify(pid) {
  return process.platform === 'linux' ? identifyByProc(pid) : identifyByPs(pid);
}

/** @param {number} pid */
function identifyByProc(pid) {
  try {
    const fields = statFields(pid);
    if (fields.state === 'Z' || fields.state === 'X') return null;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot}:${fields.startTicks}`;
  } catch {
    return null;
  }
}

/** @param {number} pid */
function identifyByPs(pid) {
  const [state, ...started] = ps(pid, 'state=,lstart=').split(/\s+/);
  return !state || state.startsWith('Z') ? null : started.join(' ');
}

/**
 * The fields of /proc/<pid>/stat that are needed here. The command's name may hold spaces and parentheses,
 * so fields are counted after its last one.
 * @param {number} pid
 */
function statFields(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const rest = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: rest[0], parent: Number(rest[1]), startTicks: rest[19] };
}

/**
 * @param {number} pid
 * @param {string} columns in the syntax of `ps -o`
 */
function ps(pid, columns) {
  try {
    return execFileSync('ps', ['-o', columns, '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

/**
 * @param {number} pid
 * @returns {string} arguments joined by blanks, empty when the process is gone
 */
export function commandLine(pid) {
  if (process.platform !== 'linux') return ps(pid, 'command=');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/**
 * @param {number} pid
 * @returns {number} 0 when unknown
 */
export function parentOf(pid) {
  try {
    return process.platform === 'linux' ? statFields(pid).parent : Number(ps(pid, 'ppid='));
  } catch {
    return 0;
  }
}

/**
 * @param {number} pid
 * @param {string | null} identity as `identify` gave it earlier
 */
export function isAlive(pid, identity) {
  return identity !== null && identify(pid) === identity;
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 * @returns {boolean} false when it is gone or not ours to signal
 */
export function signalProcess(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * Waits for a process that need not be a child of this one.
 * @param {number} pid
 * @param {string | null} identity
 * @param {number} milliseconds
 * @returns {Promise<boolean>} whether it has ended
 */
export async function waitForEnd(pid, identity, milliseconds) {
  const deadline = Date.now() + milliseconds;
  while (isAlive(pid, identity)) {
    if (Date.now() >= deadline) return false;
    await delay(25);
  }
  return true;
}

/**
 * Ends a process step by step.
 * @param {number} pid
 * @param {string | null} identity
 * @param {Array<[NodeJS.Signals, number]>} steps signals, each with the milliseconds it is given
 * @returns {Promise<boolean>} whether it has ended
 */
export async function endProcess(pid, identity, steps) {
  for (const [signal, milliseconds] of steps) {
    if (!isAlive(pid, identity)) return true;
    signalProcess(pid, signal);
    if (await waitForEnd(pid, identity, milliseconds)) return true;
  }
  return !isAlive(pid, identity);
}
