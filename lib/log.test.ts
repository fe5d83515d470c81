import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { logOptions } from './log.ts';

function logged(entry: object): string {
  let written = '';
  const destination = new Writable({
    write(chunk, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  pino({ ...logOptions, level: 'info' }, destination).info(entry, 'said');
  return written;
}

test.each([
  { authorization: 'hunter2' },
  { headers: { authorization: 'hunter2', cookie: 'hunter2' } },
  { request: { headers: { Authorization: 'hunter2', 'set-cookie': 'hunter2' } } },
  { connector: { credentials: { clientSecret: 'hunter2' } } },
  { member: { password: 'hunter2' } },
])('a secret is not written: %o', (entry) => {
  expect(logged(entry)).not.toContain('hunter2');
  expect(logged(entry)).toContain('[redacted]');
});

test('a line is one JSON object with the level’s name, the time and an error’s cause', () => {
  const err = new Error('outer', { cause: new Error('inner') });
  const line = JSON.parse(logged({ err, caseKey: 'CASE-7' }));
  expect(line).toMatchObject({ level: 'info', msg: 'said', caseKey: 'CASE-7', pid: process.pid });
  expect(new Date(line.time).toISOString()).toBe(line.time);
  expect(line.err.stack).toContain('inner');
});
