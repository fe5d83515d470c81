/** What web and worker write: all of it to a file of the data directory, warnings and errors also to the terminal. */
import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { complain } from './terminal.mjs';

const MAX_BYTES = 20 * 2 ** 20;
/** Lines of one process that reach the terminal within ten seconds; the rest is counted. */
const BURST = 12;
const SHOWN_LEVELS = ['warn', 'error', 'fatal'];

/**
 * @param {string} name
 * @param {string} file
 * @returns {(stream: import('node:stream').Readable) => void} takes a stream of the process
 */
export function childLog(name, file) {
  let size = rotate(file);
  let shown = 0;
  let windowStart = 0;
  const show = (/** @type {string} */ text) => {
    if (Date.now() - windowStart > 10_000) {
      if (shown > BURST) complain(`${name}: ${shown - BURST} more lines in ${file}`);
      windowStart = Date.now();
      shown = 0;
    }
    if (++shown <= BURST) complain(`${new Date().toISOString().slice(11, 19)} ${name} ${text}`);
  };
  const keep = (/** @type {string} */ line) => {
    if (size > MAX_BYTES) size = rotate(file);
    size += line.length + 1;
    try {
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
    } catch {
      // The disk is full: the terminal still shows what matters.
    }
    const text = worthShowing(line);
    if (text) show(text);
  };
  return (stream) => void createInterface({ input: stream }).on('line', keep);
}

/**
 * @param {string} file
 * @returns {number} bytes that it holds now
 */
export function rotate(file) {
  if (!existsSync(file)) return 0;
  const { size } = statSync(file);
  if (size <= MAX_BYTES / 2) return size;
  renameSync(file, `${file}.1`);
  return 0;
}

/**
 * @param {string} line JSON of our log, or any line of a library
 * @returns {string} one readable line, empty for what is only for the file
 */
export function worthShowing(line) {
  try {
    const { level, msg, err } = JSON.parse(line);
    if (!SHOWN_LEVELS.includes(level)) return '';
    const reason = err?.message && err.message !== msg ? `: ${String(err.message).split('\n')[0]}` : '';
    return `${level}: ${msg ?? ''}${reason}`;
  } catch {
    return /^\s+at /.test(line) || !/error|warn|fail|⨯|⚠/i.test(line) ? '' : line.trim();
  }
}
