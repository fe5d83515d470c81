import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { identify } from '../../scripts/lib/process.mjs';
import { freePort, isReady, processesOf, type Start, startProduct } from './product.ts';

/** The starter from outside, on the built product: what it prints, what it survives, what it leaves. */

const API_KEY = 'wf_start_test_0123456789abcdef';
const home = mkdtempSync(join(tmpdir(), 'start-test-'));
const dataDir = join(home, 'data');
let port: number;
let product: Start;

const env = (more: Record<string, string> = {}) => ({
  PORT: String(port),
  DATA_DIR: dataDir,
  BOOTSTRAP_API_KEY: API_KEY,
  ...more,
});
const alive = (pids: number[]) => pids.filter((pid) => identify(pid) !== null);
const oneLine = (output: string) => output.split('\n').filter((line) => line.startsWith('watchfloor:'));

beforeAll(async () => {
  port = await freePort();
  product = startProduct(env());
  await product.ready();
}, 240_000);

afterEach(() => expect(product.process.exitCode).toBeNull());

afterAll(async () => {
  product.process.kill('SIGTERM');
  await product.exitCode();
  rmSync(home, { recursive: true, force: true });
});

test('the first start prints the address and the one-time password, and is ready', async () => {
  expect(product.output()).toContain(`Watchfloor runs at http://localhost:${port}`);
  expect(product.output()).toMatch(/First sign-in: \S+@\S+, one-time password \S{12,}/);
  expect(await isReady(port)).toBe(true);
  expect(Object.keys(processesOf(dataDir)).sort()).toEqual(['postgres', 'web', 'worker']);
});

test('what is secret is for its owner only', () => {
  for (const file of ['secrets.json', 'postgres.json', 'logs/web.log', 'logs/worker.log', 'logs/postgres.log']) {
    expect(statSync(join(dataDir, file)).mode & 0o077, file).toBe(0);
  }
});

describe('a start that cannot be says why in one line', () => {
  test.each([
    ['data in use', {}, /already runs on .*\/data at http:\/\/localhost:\d+ \(process \d+\); stop it first/],
    ['taken port', { DATA_DIR: join(home, 'other') }, /port \d+ is taken; stop what listens there/],
    ['wrong variable', { PUBLIC_URL: 'soc' }, /PUBLIC_URL is "soc": write the address/],
    ['data directory in a file', { DATA_DIR: join(import.meta.filename, 'data') }, /cannot write .*: it is a file/],
  ])('%s', async (_what, more, message) => {
    const second = startProduct(env(more));
    expect(await second.exitCode()).toBe(1);
    expect(oneLine(second.output())).toHaveLength(1);
    expect(oneLine(second.output())[0]).toMatch(message);
    expect(await isReady(port)).toBe(true);
  });

  test('unreachable database', async () => {
    const more = { PORT: String(await freePort()), DATA_DIR: join(home, 'third') };
    const second = startProduct(env({ ...more, DATABASE_URL: `postgres://u:hunter2@127.0.0.1:${await freePort()}/x` }));
    expect(await second.exitCode()).toBe(1);
    expect(oneLine(second.output())[0]).toMatch(/DATABASE_URL: cannot use 127\.0\.0\.1:\d+\/x: connect ECONNREFUSED/);
    expect(second.output()).not.toContain('hunter2');
  });
});

test.each(['web', 'worker', 'postgres'])('after kill -9 of %s it heals by itself', async (name) => {
  const before = processesOf(dataDir)[name] ?? 0;
  process.kill(before, 'SIGKILL');
  await vi.waitFor(
    async () => {
      const now = processesOf(dataDir)[name] ?? before;
      expect(now).not.toBe(before);
      expect(await isReady(port)).toBe(true);
    },
    { timeout: 50_000, interval: 100 },
  );
});

test('after kill -9 of the starter the next start works and ends what was left', async () => {
  const left = Object.values(processesOf(dataDir));
  product.process.kill('SIGKILL');
  await product.exitCode();
  product = startProduct(env());
  await product.ready();
  expect(alive(left)).toEqual([]);
  // Nobody has signed in with the first one.
  expect(product.output()).toMatch(/one-time password \S{12,}/);
  expect(await isReady(port)).toBe(true);
});

test('Ctrl-C ends everything, with a live stream open', async () => {
  const stream = await fetch(`http://127.0.0.1:${port}/api/v1/stream`, {
    headers: { authorization: `Bearer ${API_KEY}` },
  });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  const pids = Object.values(processesOf(dataDir));
  expect(alive(pids)).toHaveLength(3);
  process.kill(-(product.process.pid ?? 0), 'SIGINT');
  expect(await product.exitCode()).toBe(0);
  expect(alive(pids)).toEqual([]);
  await expect(stream.text()).rejects.toThrow();
  product = startProduct(env());
  await product.ready();
  expect(JSON.parse(readFileSync(join(dataDir, 'processes.json'), 'utf8'))).toHaveLength(2);
});
