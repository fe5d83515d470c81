import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('a worker whose database is down ends with one line', { timeout: 60_000 }, async () => {
  const env = {
    ...process.env,
    // Nobody listens on this machine's port 1.
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    ENGINE_SIGNING_KEY: 'signkey-test-0123456789abcdef0123456789abcdef',
    ENGINE_EVENT_KEY: 'test',
    INNGEST_BASE_URL: '',
    LOG_LEVEL: 'fatal',
  };
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const child = spawn(process.execPath, ['automations/worker.ts'], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  expect(code).toBe(1);
  expect(out.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(out)).toMatchObject({ level: 'fatal', msg: expect.stringContaining('(ECONNREFUSED)') });
  expect(errors).not.toContain('    at ');
});
