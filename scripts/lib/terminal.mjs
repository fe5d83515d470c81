/** What the person at the terminal sees: one line for each stage with its time, and progress of the long ones. */
import { StartFailure } from './failure.mjs';

const interactive = Boolean(process.stdout.isTTY);
const PROGRESS_EVERY = interactive ? 1_000 : 10_000;
const LABEL_WIDTH = 12;

// Whoever reads our output may be gone (a closed terminal, a killed npm): that is no reason to fail.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

/** Whether the last thing written is a progress line that the next one replaces. */
let progressShown = false;

/** @param {string} text */
export function say(text) {
  clearProgress();
  process.stdout.write(`${text}\n`);
}

/** @param {string} text */
export function complain(text) {
  clearProgress();
  process.stderr.write(`${text}\n`);
}

function clearProgress() {
  if (progressShown) process.stdout.write('\r\x1b[2K');
  progressShown = false;
}

/** @param {number} since milliseconds, of `Date.now()` */
export function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * Runs one stage and prints its line.
 * @param {string} label
 * @param {() => Promise<string | void> | string | void} work gives the words of the line
 */
export async function stage(label, work) {
  const began = Date.now();
  const words = await work();
  say(stageLine(label, `${words || 'done'} (${seconds(began)})`));
}

/**
 * @param {string} label
 * @param {string} words
 */
export function stageLine(label, words) {
  return `  ${label.padEnd(LABEL_WIDTH)}${words}`;
}

/**
 * Shows that something long still runs: a line that changes on a terminal, a line from time to time elsewhere.
 * @param {string} label
 * @param {() => string} detail
 * @returns {() => void} ends it
 */
export function showProgress(label, detail) {
  const began = Date.now();
  const timer = setInterval(() => {
    const width = (process.stdout.columns ?? 100) - 1;
    const line = stageLine(label, `${Math.round((Date.now() - began) / 1000)} s … ${detail()}`).slice(0, width);
    if (!interactive) return void process.stdout.write(`${line}\n`);
    clearProgress();
    process.stdout.write(line);
    progressShown = true;
  }, PROGRESS_EVERY);
  timer.unref();
  return () => {
    clearInterval(timer);
    clearProgress();
  };
}

/**
 * One line for what a person can mend; with the stack for what is a mistake of ours.
 * @param {unknown} error
 */
export function explain(error) {
  if (error instanceof StartFailure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
