import { createServer } from 'node:net';
import { sql } from 'drizzle-orm';
import { DatabaseError } from 'pg';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { connect } from '../db/client.ts';
import { log } from '../log.ts';
import { conflict } from '../services/errors.ts';
import { HttpError, problemOf, problemResponse } from './problem.ts';

log.level = 'silent';
afterEach(() => vi.restoreAllMocks());

/** A port where nobody listens any more. */
async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const withCode = (code: string) => Object.assign(new DatabaseError('x', 1, 'error'), { code });

describe('a database that cannot be reached', () => {
  test.each([
    ['a query', (db: ReturnType<typeof connect>['db']) => db.execute(sql`select 1`)],
    ['a transaction', (db: ReturnType<typeof connect>['db']) => db.transaction(async () => undefined)],
  ])('%s is 503, to be tried again', async (_, act) => {
    const { db, pool } = connect(`postgres://nobody@127.0.0.1:${await deadPort()}/none`);
    const error = await act(db).catch((thrown: unknown) => thrown);
    await pool.end();
    const response = problemResponse(error);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 503, title: 'Not available' });
  });

  test.each(['57P01', '57P03', '53300', '08006', '08001'])('so is Postgres’ own %s, as a cause too', (code) => {
    expect(problemOf(withCode(code)).body.status).toBe(503);
    expect(problemOf(new Error('Failed query', { cause: withCode(code) })).body.status).toBe(503);
  });

  test('so is a connection that went away under a query', () => {
    expect(problemOf(new Error('Connection terminated unexpectedly')).body.status).toBe(503);
  });
});

test.each([
  ['a broken query', withCode('42P01')],
  ['an error without a code', new Error('no')],
  ['what is no error', 'no'],
])('%s stays 500, without a word of it', (_, error) => {
  const { body, headers } = problemOf(error);
  expect(body).toMatchObject({ status: 500, detail: 'The error is in the log of the server.' });
  expect(headers).toEqual({});
});

test('what was refused on purpose keeps its own status', () => {
  expect(problemOf(conflict('Connection terminated')).body.status).toBe(409);
  expect(problemOf(new HttpError(429, 'Slower.', { headers: { 'retry-after': '7' } })).headers).toEqual({
    'retry-after': '7',
  });
});
