/** A long-running Node process: started with an IPC channel, started again when it dies, ended on request. */
import { spawn } from 'node:child_process';
import { identify } from './process.mjs';
import { forget, remember } from './process-list.mjs';
import { complain } from './terminal.mjs';

const FIRST_DELAY = 200;
const LONGEST_DELAY = 10_000;
/** Alive for so long, a process counts as healthy and its next death is met without delay again. */
const HEALTHY_AFTER = 20_000;

/**
 * @typedef {object} Supervised
 * @property {string} name
 * @property {() => number} deaths since it was last healthy
 * @property {() => void} restart ends the process; a new one follows
 * @property {(milliseconds: number) => Promise<void>} stop for good: asked to end, then killed with its children
 */

/**
 * The child gets a process group of its own, so that Ctrl-C in the terminal reaches only the starter, which ends
 * everything in order. It ends itself when the IPC channel closes, which a killed starter cannot prevent.
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.node
 * @param {string[]} options.args
 * @param {string} options.cwd
 * @param {() => NodeJS.ProcessEnv} options.env asked at every start
 * @param {(stream: import('node:stream').Readable) => void} options.log
 * @param {boolean} [options.once] not started again when it ends
 * @returns {Supervised}
 */
export function supervise({ name, node, args, cwd, env, log, once = false }) {
  /** @type {import('node:child_process').ChildProcess | null} */
  let child = null;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let deaths = 0;
  let stopping = false;
  let asked = false;

  const start = () => {
    const began = Date.now();
    asked = false;
    const started = spawn(node, args, { cwd, env: env(), detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    child = started;
    const pid = started.pid ?? 0;
    remember(name, pid, identify(pid));
    if (started.stdout) log(started.stdout);
    if (started.stderr) log(started.stderr);
    const ended = (/** @type {string} */ how) => {
      if (child !== started) return;
      child = null;
      forget(pid);
      if (stopping) return;
      if (once) return complain(`${name} ended (${how})`);
      if (Date.now() - began > HEALTHY_AFTER) deaths = 0;
      const delay = asked ? 0 : Math.min(FIRST_DELAY * 2 ** deaths, LONGEST_DELAY);
      if (!asked) {
        deaths++;
        complain(`${name} ended (${how}); starting it again`);
      }
      timer = setTimeout(start, delay);
    };
    started.once('error', (error) => ended(error.message));
    started.once('exit', (code, signal) => ended(signal ?? `exit code ${code}`));
  };
  start();

  return {
    name,
    deaths: () => deaths,
    restart: () => {
      asked = true;
      child?.kill('SIGTERM');
    },
    stop: async (milliseconds) => {
      stopping = true;
      clearTimeout(timer);
      const last = child;
      if (!last?.pid || last.exitCode !== null || last.signalCode !== null) return;
      const gone = new Promise((resolve) => last.once('exit', resolve));
      const killer = setTimeout(() => killGroup(last.pid ?? 0), milliseconds);
      last.kill('SIGTERM');
      await gone;
      clearTimeout(killer);
      killGroup(last.pid);
    },
  };
}

/** @param {number} group */
function killGroup(group) {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}
