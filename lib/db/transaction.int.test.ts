import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connect, type Database } from './client.ts';
import { createTestDatabase, type TestDatabase } from './testing/database.ts';
import { run, type Statement, together, transaction } from './transaction.ts';

let database: TestDatabase;
let one: Database;

beforeAll(async () => {
  database = await createTestDatabase({ template: false });
  await database.pool.query('create table notes (body text primary key)');
  // One connection: what an earlier transaction left on it would show in the next.
  one = connect(database.url, 1);
});
beforeEach(() => database.pool.query('truncate notes'));
afterAll(async () => {
  await one.pool.end();
  await database.drop();
});

const insert = (body: string): Statement => ({
  name: 'insert note',
  text: 'insert into notes values ($1)',
  values: [body],
});
const notes = async () =>
  (await database.pool.query<{ body: string }>('select body from notes order by 1')).rows.map(({ body }) => body);

test('the question is answered as the transaction begins, and the last statement is committed with the rest', async () => {
  const asked = await transaction<unknown, { answer: number }>(one.db, 'select 42 as answer', async (tx, rows) => {
    await tx.execute(sql`insert into notes values ('a')`);
    return { result: rows, last: insert('b') };
  });
  expect(asked).toEqual([{ answer: 42 }]);
  expect(await notes()).toEqual(['a', 'b']);
});

test('what the work throws takes everything back, and the connection is good for the next', async () => {
  const failing = transaction(one.db, null, async (tx) => {
    await run(tx, insert('a'));
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  await transaction(one.db, null, async () => ({ result: null, last: insert('b') }));
  expect(await notes()).toEqual(['b']);
});

test('a last statement that fails takes everything back and is what the caller hears', async () => {
  const failing = transaction(one.db, null, async (tx) => {
    await run(tx, insert('a'));
    return { result: 'never', last: insert('a') };
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await notes()).toEqual([]);
  expect(await transaction(one.db, null, async () => ({ result: 'good', last: null }))).toBe('good');
});

test('of statements that are sent together the first that fails is heard, and those behind it do nothing', async () => {
  const failing = transaction(one.db, null, async (tx) => {
    const bodies = ['a', 'a', 'b'];
    await together(tx, () => Promise.all(bodies.map((body) => run(tx, insert(body)))));
    return { result: null, last: insert('c') };
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await notes()).toEqual([]);
});

test('a connection that breaks in the middle is not used again', async () => {
  const failing = transaction(one.db, null, async (tx) => {
    const { rows } = await tx.execute<{ pid: number }>(
      sql`insert into notes values ('a') returning pg_backend_pid() as pid`,
    );
    await database.pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
    return { result: null, last: insert('b') };
  });
  await expect(failing).rejects.toThrow();
  expect(await notes()).toEqual([]);
  await transaction(one.db, null, async () => ({ result: null, last: insert('c') }));
  expect(await notes()).toEqual(['c']);
});
