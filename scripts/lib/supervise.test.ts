import type { Readable } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import { identify } from './process.mjs';
import { supervise } from './supervise.mjs';

/** Says its pid, ignores what it is told. */
const STUBBORN = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log(process.pid)';
const POLITE = 'process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1000); console.log(process.pid)';

const pids: number[] = [];
function run(script: string) {
  pids.length = 0;
  const log = (stream: Readable) => {
    stream.on('data', (chunk) => pids.push(Number(chunk)));
  };
  return supervise({
    name: 'test',
    node: process.execPath,
    args: ['-e', script],
    cwd: process.cwd(),
    env: () => process.env,
    log,
  });
}

afterEach(() => expect(pids.filter((pid) => identify(pid) !== null)).toEqual([]));

test('a killed process is started again, and counted', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const supervised = run(POLITE);
  await vi.waitFor(() => expect(pids).toHaveLength(1), 15_000);
  process.kill(pids[0] ?? 0, 'SIGKILL');
  await vi.waitFor(() => expect(pids).toHaveLength(2), 15_000);
  expect(supervised.deaths()).toBe(1);
  expect(said).toHaveBeenCalledWith('test ended (SIGKILL); starting it again\n');
  await supervised.stop(3_000);
});

test('a restart on request is no death', async () => {
  const supervised = run(POLITE);
  await vi.waitFor(() => expect(pids).toHaveLength(1), 15_000);
  supervised.restart();
  await vi.waitFor(() => expect(pids).toHaveLength(2), 15_000);
  expect(supervised.deaths()).toBe(0);
  await supervised.stop(3_000);
});

test('one that does not end when asked is killed', async () => {
  const supervised = run(STUBBORN);
  await vi.waitFor(() => expect(pids).toHaveLength(1), 15_000);
  await supervised.stop(100);
});
