import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { SANDBOX_SOURCE } from './sandbox-source.ts';

export interface SandboxLimits {
  /** Wall-clock milliseconds for one job, not counting the process' start. */
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

const PROCESSES = 2;
const START_MS = 10_000;
const LIMITS = ['--max-old-space-size=96', '--max-semi-space-size=16', '--stack-size=2000', '--no-warnings'];

/**
 * Runs an expression in a process of its own. JSONata's own time limit is cooperative: one bad regular expression would block the caller, so
 * the process is ended from outside and replaced. A thread would not do: V8 ends the whole process where one allocation, such as that of a
 * range of ten million, leaps over a thread's limit. At most two run at once, the others wait in line.
 */
export async function runInSandbox(job: Job): Promise<JobResult> {
  await seat();
  try {
    return await runOn(idleProcess() ?? new Sandbox(), job);
  } finally {
    waiting.shift()?.();
    taken -= 1;
  }
}

let taken = 0;
const waiting: (() => void)[] = [];
const idle: Sandbox[] = [];

async function seat(): Promise<void> {
  taken += 1;
  if (taken > PROCESSES) await new Promise<void>((resolve) => waiting.push(resolve));
}

function idleProcess(): Sandbox | undefined {
  let one = idle.pop();
  while (one && !one.alive) one = idle.pop();
  return one;
}

async function runOn(sandbox: Sandbox, job: Job): Promise<JobResult> {
  try {
    const result = await sandbox.run(job);
    idle.push(sandbox);
    return result;
  } catch (error) {
    await sandbox.end();
    if (error instanceof EndedError) return { ok: false, reason: error.message, late: error instanceof LateError };
    throw error;
  }
}

/** Ends the processes that wait for work; the next job starts a new one. */
export async function closeSandbox(): Promise<void> {
  await Promise.all(idle.splice(0).map((sandbox) => sandbox.end()));
}

/** The job was ended, and its process with it. */
class EndedError extends Error {}
class LateError extends EndedError {}

class Sandbox {
  readonly #process: ChildProcess;
  readonly #ready: Promise<unknown>;
  alive = true;

  constructor() {
    // Fetched at run time: a bundler would follow what it is given.
    const { spawn } = process.getBuiltinModule('node:child_process');
    const root = join(process.cwd(), 'package.json');
    this.#process = spawn(process.execPath, [...LIMITS, '--eval', SANDBOX_SOURCE, root], {
      // Nothing of our environment: what stands there are secrets.
      env: { NODE_ENV: 'production' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    // An error in a process that waits must not become an uncaught one of this one.
    this.#process
      .on('error', () => {})
      .on('exit', () => {
        this.alive = false;
      });
    this.#ready = this.#next(START_MS, 'could not be started');
    this.#unref();
  }

  async run(job: Job): Promise<JobResult> {
    this.#process.ref();
    this.#process.channel?.ref();
    try {
      await this.#ready;
      const answer = this.#next(job.limits.timeoutMs, `takes longer than ${job.limits.timeoutMs} ms`);
      // Where it cannot be sent, the process has ended, which the answer tells.
      this.#process.send(job, () => {});
      return (await answer) as JobResult;
    } finally {
      this.#unref();
    }
  }

  async end(): Promise<void> {
    if (!this.alive) return;
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.ref();
    this.#process.kill('SIGKILL');
    await ended;
  }

  #unref(): void {
    this.#process.unref();
    this.#process.channel?.unref();
  }

  /** The process' next message. */
  #next(timeoutMs: number, late: string): Promise<unknown> {
    const child = this.#process;
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        clearTimeout(timer);
        child.off('message', onMessage).off('error', onError).off('exit', onExit);
        settle();
      };
      const onMessage = (message: unknown) => done(() => resolve(message));
      const onError = (error: Error) => done(() => reject(error));
      // Out of memory, V8 aborts: as a signal, or as what a shell makes of it.
      const onExit = (code: number | null, signal: string | null) =>
        done(() =>
          reject(new EndedError(signal === 'SIGABRT' || code === 134 ? 'needs too much memory' : 'ended its process')),
        );
      const timer = setTimeout(() => done(() => reject(new LateError(late))), timeoutMs);
      child.on('message', onMessage).on('error', onError).on('exit', onExit);
    });
  }
}
