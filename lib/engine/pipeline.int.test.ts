import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#lib/db/testing/database.ts';
import { runTogether } from './pipeline.ts';

let database: TestDatabase;
let client: pg.PoolClient;
let broken = false;

beforeAll(async () => {
  database = await createTestDatabase({ template: false });
  await database.pool.query('create table number (n int primary key)');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query('truncate number');
  client = await database.pool.connect();
  broken = false;
  client.on('error', () => {
    broken = true;
  });
});
afterEach(() => client.release(broken));

const insert = (n: unknown) => ({ name: 'insert', text: 'insert into number values ($1) returning n', values: [n] });
const add = (a: number, b: number) => ({ name: 'add', text: 'select $1::int + $2::int as sum', values: [a, b] });
const plain = (text: string) => ({ name: text, text, values: [] });
const numbers = async () => (await database.pool.query('select n from number order by n')).rows.map(({ n }) => n);

test('gives back the rows of each statement, in their order', async () => {
  const results = await runTogether(client, [add(1, 2), insert(7), add(3, 4), plain('delete from number where false')]);
  expect(results.map(({ rows }) => rows)).toEqual([[{ sum: 3 }], [{ n: 7 }], [{ sum: 7 }], []]);
  expect(results.map(({ rowCount }) => rowCount)).toEqual([1, 1, 1, 0]);
  expect(await numbers()).toEqual([7]);
});

test('all of it is one transaction: what fails takes back what was before, and nothing after it runs', async () => {
  const together = runTogether(client, [insert(1), insert(1), insert(2)]);
  await expect(together).rejects.toMatchObject({ code: '23505' });
  expect(await numbers()).toEqual([]);
});

test('within a transaction block it ends with the block', async () => {
  await runTogether(client, [plain('begin'), insert(1)]);
  expect(await numbers()).toEqual([]);
  await runTogether(client, [insert(2), plain('commit')]);
  expect(await numbers()).toEqual([1, 2]);
  await runTogether(client, [plain('begin'), insert(3)]);
  await expect(runTogether(client, [insert(3), plain('commit')])).rejects.toMatchObject({ code: '23505' });
  await client.query('rollback');
  expect(await numbers()).toEqual([1, 2]);
});

test('after an error the connection still knows what it has prepared and what not', async () => {
  const wrong = plain('select 1 / 0');
  await expect(runTogether(client, [insert(1), wrong, add(1, 1)])).rejects.toMatchObject({ code: '22012' });
  await expect(runTogether(client, [plain('select from nowhere'), add(1, 1)])).rejects.toMatchObject({ code: '42P01' });
  const [sum] = await runTogether(client, [add(1, 1), insert(5)]);
  expect(sum!.rows).toEqual([{ sum: 2 }]);
  expect((await client.query(add(2, 2))).rows).toEqual([{ sum: 4 }]);
  await expect(runTogether(client, [wrong])).rejects.toMatchObject({ code: '22012' });
  expect(await numbers()).toEqual([5]);
});

test('a value that cannot be sent keeps all of it from the database', async () => {
  const circular: { self?: unknown } = {};
  circular.self = circular;
  await expect(runTogether(client, [insert(1), insert(circular), insert(2)])).rejects.toThrow('circular');
  expect(await numbers()).toEqual([]);
});

test('a connection that is cut meanwhile rejects', async () => {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  // Heard from the beginning: it may reject before the other connection has its answer.
  const rejects = expect(runTogether(client, [insert(1), plain('select pg_sleep(60)')])).rejects.toThrow();
  await database.pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
  await rejects;
  expect(await numbers()).toEqual([]);
});
