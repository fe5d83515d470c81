import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { expect, test } from 'vitest';

const MODULE = join(import.meta.dirname, 'parent-watch.ts');

/** A process that does nothing until it is ended; `close` is the body of its closing function. */
async function start(
  close: string,
): Promise<{ child: ChildProcess; ended: Promise<{ code: number; output: string }> }> {
  const script = `
    import { endWithParent } from ${JSON.stringify(MODULE)};
    endWithParent(async () => { ${close} });
    setInterval(() => {}, 1000);
    console.log('up');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
  const stdout = child.stdout as Readable;
  let output = '';
  stdout.on('data', (chunk) => (output += chunk));
  // Not 'close': Node does not emit it once the channel was disconnected from this side.
  const ended = Promise.all([once(child, 'exit'), once(stdout, 'end')]).then(([[code]]) => ({
    code: code as number,
    output,
  }));
  await once(stdout, 'data');
  return { child, ended };
}

test.each([
  ['SIGTERM', (child: ChildProcess) => child.kill('SIGTERM')],
  ['SIGINT', (child: ChildProcess) => child.kill('SIGINT')],
  ['the end of its starter', (child: ChildProcess) => child.disconnect()],
])('%s closes once and ends the process', async (_what, end) => {
  const { child, ended } = await start(`console.log('closed')`);
  end(child);
  child.kill('SIGTERM');
  expect(await ended).toEqual({ code: 0, output: 'up\nclosed\n' });
});

test.each([
  ['fails', `throw new Error('broken')`],
  ['never ends', 'await new Promise(() => {})'],
])('a closing that %s ends the process all the same, with code 1', async (_what, close) => {
  const { child, ended } = await start(close);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(1);
});
