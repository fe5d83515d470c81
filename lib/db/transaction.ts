import type { Duplex } from 'node:stream';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import type { Db, Tx } from './client.ts';

/** A statement that is prepared once a connection under its name. */
export interface Statement {
  name: string;
  text: string;
  values: unknown[];
}

/** What a transaction came to. `last` is sent in one go with the commit, and what it wrote stands or falls with the rest. */
export interface Ending<T> {
  result: T;
  last: Statement | null;
}

const typed = new WeakMap<PoolClient, Tx>();
const clients = new WeakMap<Tx, PoolClient>();

/** The typed queries of a connection, made once for each. */
function queriesOf(client: PoolClient): Tx {
  const known = typed.get(client) ?? (drizzle(client) as unknown as Tx);
  typed.set(client, known);
  clients.set(known, client);
  return known;
}

/** Runs a prepared statement in a transaction that {@link transaction} began. */
export function run<Row extends QueryResultRow>(tx: Tx, statement: Statement): Promise<QueryResult<Row>> {
  return clients.get(tx)!.query<Row>(statement);
}

/**
 * Runs work in one transaction. Its beginning may carry a question (statements without parameters, of which the last one answers), and its commit the last writes. Whatever
 * the work or the last statement throws takes everything back.
 */
export async function transaction<T, Row extends QueryResultRow>(
  db: Db,
  question: string | null,
  work: (tx: Tx, asked: Row[] | null) => Promise<Ending<T>>,
): Promise<T> {
  const client = await (db as Db & { $client: Pool }).$client.connect();
  let broken: Error | undefined;
  try {
    const { result, last } = await work(queriesOf(client), await begin<Row>(client, question));
    await commit(client, last);
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** What is sent while `send` runs goes out as one message: each costs both sides more than most statements do. */
export function together<T>(tx: Tx, send: () => T): T {
  return corked(clients.get(tx)!, send);
}

function corked<T>(client: PoolClient, send: () => T): T {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}

async function begin<Row extends QueryResultRow>(client: PoolClient, question: string | null): Promise<Row[] | null> {
  // Several statements in one message answer with a list, which the types do not know.
  const begun: unknown = await client.query(question === null ? 'begin' : `begin; ${question}`);
  return question === null ? null : (begun as QueryResult<Row>[]).at(-1)!.rows;
}

/** After an error of the last statement Postgres takes the commit for a rollback. */
async function commit(client: PoolClient, last: Statement | null): Promise<void> {
  const sent = corked(client, () => [...(last ? [client.query(last)] : []), client.query('commit')]);
  for (const answer of await Promise.allSettled(sent)) if (answer.status === 'rejected') throw answer.reason;
}
