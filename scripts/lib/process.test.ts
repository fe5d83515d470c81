import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { commandLine, endProcess, identify, isAlive, parentOf } from './process.mjs';

const STUBBORN = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("up")';

test('a process has one identity for its life, and none afterwards', async () => {
  const child = spawn(process.execPath, ['-e', STUBBORN]);
  await once(child.stdout, 'data');
  const pid = child.pid ?? 0;
  const identity = identify(pid);
  expect(identity).not.toBeNull();
  expect(identify(pid)).toBe(identity);
  expect(identify(process.pid)).not.toBe(identity);
  expect(parentOf(pid)).toBe(process.pid);
  expect(commandLine(pid)).toContain('setInterval');
  const ended = await endProcess(pid, identity, [
    ['SIGTERM', 100],
    ['SIGKILL', 5_000],
  ]);
  expect(ended).toBe(true);
  expect(child.signalCode ?? (await once(child, 'exit'))[1]).toBe('SIGKILL');
  expect(isAlive(pid, identity)).toBe(false);
});

test('what is not the process that was meant is left alone', async () => {
  expect(await endProcess(process.pid, 'of an earlier process', [['SIGKILL', 100]])).toBe(true);
  const { pid } = spawnSync(process.execPath, ['--version']);
  expect(identify(pid)).toBeNull();
});
