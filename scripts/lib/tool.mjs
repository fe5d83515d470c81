/** Tools that run for a while and end (npm, the build, migrations), and can be stopped at any moment. */
import { spawn } from 'node:child_process';
import { StartFailure } from './failure.mjs';
import { identify } from './process.mjs';
import { forget, remember } from './process-list.mjs';
import { complain, showProgress } from './terminal.mjs';

/** @type {Set<number>} process groups of the tools that run now */
const running = new Set();
let stopped = false;

/** Ends every running tool with its children, and refuses new ones. */
export function stopTools() {
  stopped = true;
  for (const group of running) {
    try {
      process.kill(-group, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  }
}

/**
 * Runs a tool to its end. What it prints is kept, and shown when it fails.
 * @param {object} options
 * @param {string} options.label
 * @param {string[]} options.command program and its first arguments
 * @param {string[]} options.args
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {number} [options.uid]
 * @param {number} [options.gid]
 * @param {string} options.hint the line that is shown when it fails
 * @returns {Promise<string>} its standard output
 */
export async function runTool({ label, command, args, cwd, env = process.env, uid, gid, hint }) {
  if (stopped) throw new StartFailure('stopped');
  const [program = '', ...first] = command;
  const child = spawn(program, [...first, ...args], {
    ...{ cwd, env, uid, gid },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid ?? 0;
  if (pid) {
    running.add(pid);
    remember(label, pid, identify(pid));
  }
  let output = '';
  let errors = '';
  let last = '';
  const note = (/** @type {Buffer} */ chunk) => {
    const line = chunk.toString().trimEnd().split('\n').at(-1)?.trim();
    if (line) last = line;
  };
  child.stdout.on('data', (chunk) => {
    output += chunk;
    note(chunk);
  });
  child.stderr.on('data', (chunk) => {
    errors = (errors + chunk).slice(-64_000);
    note(chunk);
  });
  const endProgress = showProgress(label, () => last);
  /** @type {string | number | null} */
  const result = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? code));
  });
  endProgress();
  running.delete(pid);
  forget(pid);
  if (result === 0) return output;
  if (stopped) throw new StartFailure('stopped');
  complain(excerpt(`${output}\n${errors}`));
  throw new StartFailure(`${hint} (${typeof result === 'number' ? `exit code ${result}` : result})`);
}

/**
 * What a tool said before it failed: the reason stands mostly at the end, npm's at the beginning.
 * @param {string} text
 */
function excerpt(text) {
  const lines = text.split('\n').filter((line) => line.trim() && !/^npm (http|warn)/.test(line));
  return lines.length <= 50 ? lines.join('\n') : [...lines.slice(0, 15), '…', ...lines.slice(-30)].join('\n');
}
