import { expect, test } from 'vitest';
import { reasonOf } from './start-failure.ts';

const failure = (message: string, code?: string, cause?: unknown) =>
  Object.assign(new Error(message, { cause }), code === undefined ? {} : { code });

test.each([
  [failure('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED'), /^Postgres does not answer \(ECONNREFUSED\)/],
  [failure('the database system is starting up', '57P03'), /^Postgres does not answer \(57P03\)/],
  [failure('Connection terminated unexpectedly'), /^Postgres does not answer \(Connection terminated unexpectedly\)/],
  [
    failure('password authentication failed for user "x"', '28P01'),
    /refuses the worker \(password .*: check DATABASE_URL/,
  ],
  [failure('database "x" does not exist', '3D000'), /refuses the worker .*: check DATABASE_URL/],
])('%s: one line that says what to do', (error, line) => {
  expect(reasonOf(error)).toMatch(line);
  expect(reasonOf(failure('Failed query: select 1', undefined, error))).toMatch(line);
});

test('what nobody foresaw keeps its stack', () => {
  expect(reasonOf(new TypeError('x is not a function'))).toBeNull();
  expect(reasonOf('nothing')).toBeNull();
});
