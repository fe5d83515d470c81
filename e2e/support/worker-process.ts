import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface WorkerProcess {
  /** Resolves when it has said that it runs, or has ended; rejects where neither comes. */
  running: Promise<void>;
  /** SIGKILL: no handler of it runs. */
  kill(): Promise<void>;
  /** Asks it to end; answers its exit code. */
  stop(): Promise<number | null>;
  /** What it has logged as an error. */
  errors: string[];
}

/** A start takes two seconds; a machine that is busy with other tests is given its time. */
const START_MS = 90_000;

/** Starts `automations/worker.ts` as a process of its own. It ends with this process, too. */
export function startWorker(env: Record<string, string>): WorkerProcess {
  const child = spawn(process.execPath, ['automations/worker.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = once(child, 'exit');
  const errors: string[] = [];
  const late = once(AbortSignal.timeout(START_MS), 'abort').then(() => {
    throw new Error(`a worker does not start:\n${errors.join('\n')}`);
  });
  const running = Promise.race([saysThatItRuns(child, errors), ended.then(() => undefined), late]);
  // Whoever does not wait for it must not be ended by it.
  running.catch(() => {});
  return {
    running,
    errors,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      const [code] = await ended;
      return code;
    },
  };
}

function saysThatItRuns(child: ChildProcess, errors: string[]): Promise<void> {
  return new Promise((resolve) => {
    const read = (chunk: Buffer) => {
      const text = chunk.toString();
      if (text.includes('the worker runs')) resolve();
      errors.push(...text.split('\n').filter((line) => /"level":(50|60|"error"|"fatal")|^\s*\w*Error\b/.test(line)));
    };
    child.stdout!.on('data', read);
    child.stderr!.on('data', read);
  });
}
