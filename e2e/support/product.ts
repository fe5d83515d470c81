import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The first start may have to build. */
const START_MS = 6 * 60_000;

/** What another process needs to use a started product. */
export interface ProductFacts {
  baseUrl: string;
  /** An administrator's. */
  apiKey: string;
  admin: { email: string; password: string };
  dataDir: string;
}

export interface Product extends ProductFacts {
  /** The process id of `web` or `worker`. */
  pidOf(name: string): Promise<number>;
  stop(): Promise<void>;
}

/** Starts the whole product by `scripts/start.mjs`, on a free port and a data directory of its own, which goes with it. */
export async function startProduct(env: Record<string, string> = {}): Promise<Product> {
  const port = await freePort();
  const dataDir = await mkdtemp(join(tmpdir(), 'watchfloor-e2e-'));
  // Postgres runs as another user when we are root, and has to get in.
  await chmod(dataDir, 0o711);
  const facts = {
    baseUrl: `http://localhost:${port}`,
    apiKey: `wf_${randomBytes(24).toString('base64url')}`,
    admin: { email: 'admin@shop.example', password: randomBytes(12).toString('base64url') },
    dataDir,
  };
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: dataDir,
      BOOTSTRAP_API_KEY: facts.apiKey,
      ADMIN_EMAIL: facts.admin.email,
      ADMIN_PASSWORD: facts.admin.password,
      CONNECTOR_ALLOWED_NETWORKS: '127.0.0.0/8',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let output = '';
  const runs = new Promise<'runs'>((resolve) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      if (output.includes('Watchfloor runs at')) resolve('runs');
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  const timer = AbortSignal.timeout(START_MS);
  const first = await Promise.race([runs, ended.then(() => 'ended'), once(timer, 'abort').then(() => 'late')]);
  if (first !== 'runs') {
    await stop();
    throw new Error(`the product did not start (${first}):\n${output}`);
  }
  return { ...facts, stop, pidOf: (name) => pidOf(dataDir, name) };
}

/** A port that nothing listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function pidOf(dataDir: string, name: string): Promise<number> {
  const list = JSON.parse(await readFile(join(dataDir, 'processes.json'), 'utf8')) as { name: string; pid: number }[];
  const found = list.find((entry) => entry.name === name);
  if (!found) throw new Error(`${name} does not run`);
  return found.pid;
}
