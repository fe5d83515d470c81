import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { SANDBOX_SOURCE } from './sandbox-source.ts';

export interface SandboxLimits {
  /** Wall-clock milliseconds for one job, not counting the thread's start. */
  timeoutMs: number;
  maxOutputBytes: number;
  maxDepth: number;
}

/** `body` is JSON text; null only compiles the expression. */
export interface Job {
  expression: string;
  body: string | null;
  limits: SandboxLimits;
}

/** `reason` continues a sentence that starts with "the expression". */
export type JobResult =
  | { ok: true; text: string | null }
  /** `late`: ended by the clock, which may be the machine's fault as well as the expression's. */
  | { ok: false; reason: string; late?: boolean };

const THREADS = 2;
const START_MS = 10_000;
const RESOURCES = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16, codeRangeSizeMb: 16, stackSizeMb: 4 };

/**
 * Runs an expression in a thread of its own. JSONata's own time limit is cooperative: one bad regular expression would block the process, so
 * the thread is ended from outside and replaced. At most two run at once, the others wait in line.
 */
export async function runInSandbox(job: Job): Promise<JobResult> {
  await seat();
  try {
    return await runOn(idleThread() ?? new Thread(), job);
  } finally {
    waiting.shift()?.();
    taken -= 1;
  }
}

let taken = 0;
const waiting: (() => void)[] = [];
const idle: Thread[] = [];

async function seat(): Promise<void> {
  taken += 1;
  if (taken > THREADS) await new Promise<void>((resolve) => waiting.push(resolve));
}

function idleThread(): Thread | undefined {
  let thread = idle.pop();
  while (thread && !thread.alive) thread = idle.pop();
  return thread;
}

async function runOn(thread: Thread, job: Job): Promise<JobResult> {
  try {
    const result = await thread.run(job);
    idle.push(thread);
    return result;
  } catch (error) {
    await thread.end();
    if (error instanceof ThreadError) return { ok: false, reason: error.message, late: error instanceof LateError };
    throw error;
  }
}

/** Ends the threads that wait for work; the next job starts a new one. */
export async function closeSandbox(): Promise<void> {
  await Promise.all(idle.splice(0).map((thread) => thread.end()));
}

/** The job was ended, and its thread with it. */
class ThreadError extends Error {}
class LateError extends ThreadError {}

class Thread {
  readonly #worker: Worker;
  readonly #ready: Promise<unknown>;
  alive = true;

  constructor() {
    // Fetched at run time: a bundler that sees `new Worker` takes its first argument for a file to bundle.
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    this.#worker = new Worker(SANDBOX_SOURCE, {
      eval: true,
      workerData: { root: join(process.cwd(), 'package.json') },
      resourceLimits: RESOURCES,
      env: {},
      execArgv: [],
      stdin: false,
    });
    this.#worker.unref();
    // An error in a thread that waits must not become an uncaught one of this process.
    this.#worker
      .on('error', () => {})
      .on('exit', () => {
        this.alive = false;
      });
    this.#ready = this.#next(START_MS, 'could not be started');
  }

  async run(job: Job): Promise<JobResult> {
    this.#worker.ref();
    try {
      await this.#ready;
      this.#worker.postMessage(job);
      return (await this.#next(job.limits.timeoutMs, `takes longer than ${job.limits.timeoutMs} ms`)) as JobResult;
    } finally {
      this.#worker.unref();
    }
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  /** The thread's next message. */
  #next(timeoutMs: number, late: string): Promise<unknown> {
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        settle();
      };
      const onMessage = (message: unknown) => done(() => resolve(message));
      const onError = (error: Error & { code?: string }) =>
        done(() =>
          reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ThreadError('needs too much memory') : error),
        );
      const onExit = () => done(() => reject(new ThreadError('ended its thread')));
      const timer = setTimeout(() => done(() => reject(new LateError(late))), timeoutMs);
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    });
  }
}
