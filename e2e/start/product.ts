import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { vi } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const TIMEOUT_MS = 30_000;

export interface Start {
  process: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** Waits for the address; fails with the output when the start ends before. */
  ready(): Promise<void>;
  /** Waits for the end. */
  exitCode(): Promise<number | null>;
}

/** Starts the product as `npm start` does, in a process group of its own. */
export function startProduct(env: Record<string, string>): Start {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'info', ...env } as unknown as NodeJS.ProcessEnv,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  return {
    process: child,
    output: () => printed,
    ready: () =>
      vi.waitFor(
        () => {
          if (printed.includes('Ctrl-C stops it.')) return;
          throw new Error(`${ended() ? 'ended' : 'not ready'}:\n${printed}`);
        },
        { timeout: TIMEOUT_MS, interval: 50 },
      ),
    exitCode: async () => (ended() ? child.exitCode : ((await once(child, 'exit'))[0] as number | null)),
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/** The processes that a start has running on a data directory, by name; Postgres among them. */
export function processesOf(dataDir: string): Record<string, number> {
  const list = JSON.parse(readFileSync(join(dataDir, 'processes.json'), 'utf8')) as { name: string; pid: number }[];
  const { dataDir: cluster } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as { dataDir: string };
  const pidFile = join(cluster, 'postmaster.pid');
  const postgres = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0;
  return { ...Object.fromEntries(list.map(({ name, pid }) => [name, pid])), ...(postgres ? { postgres } : {}) };
}

/** Whether the product on that port says that everything behind it works. */
export async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/api/ready`)).ok;
  } catch {
    return false;
  }
}
