import { setTimeout as delay } from 'node:timers/promises';
import type { PoolClient, QueryResultRow } from 'pg';
import { withConnection } from './connection.ts';
import type { Context } from './context.ts';
import { statementsOf } from './listener.ts';
import { runTogether, type Statement } from './pipeline.ts';
import { acceptEvents } from './schedule.ts';
import type { EngineEvent, Transition } from './types.ts';

/** Deadlock, serialisation failure: the transaction did nothing wrong and may be tried again. */
const RETRIABLE = new Set(['40P01', '40001']);
const MAX_TRIES = 6;

const BEGIN: Statement = { name: 'begin', text: 'begin', values: [] };
const COMMIT: Statement = { name: 'commit', text: 'commit', values: [] };

/**
 * One change of the engine's state: its connection, what it tells the outside, and what it leaves to do. A statement
 * goes out only when an answer is waited for, together with those before it.
 */
export class Transaction {
  readonly ctx: Context;
  private readonly client: PoolClient;
  readonly now = new Date();
  readonly transitions: Transition[] = [];
  /** Set when calls were queued that are due now. */
  queued = false;
  /** Set when something was stored that is due at a time to come. */
  timed = false;
  private emitted: EngineEvent[] = [];
  private opened = false;
  private unsent: Statement[] = [];

  constructor(ctx: Context, client: PoolClient) {
    this.ctx = ctx;
    this.client = client;
  }

  /** Runs a statement that is prepared once a connection; `$s` in it stands for the engine's schema. */
  async query<Row extends QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    this.run(name, text, values);
    return (await this.send()).at(-1)!.rows as Row[];
  }

  /** Leaves a statement whose answer nobody needs; it runs before the next one does. */
  run(name: string, text: string, values: unknown[]): void {
    this.add(this.ctx.statement(name, text, values));
  }

  /** Hands what happened over to the listener, and ends the transaction. Work that asked nothing needed none. */
  async commit(): Promise<void> {
    for (const statement of await statementsOf(this.ctx, this.transitions)) this.add(statement);
    if (!this.opened) return;
    this.add(COMMIT);
    await this.send();
  }

  private add(statement: Statement): void {
    if (!this.opened) this.unsent.push(BEGIN);
    this.opened = true;
    this.unsent.push(statement);
  }

  private send() {
    return runTogether(this.client, this.unsent.splice(0));
  }

  /** Leaves an event of the engine's own to be accepted before the transaction ends. */
  emit(event: EngineEvent): void {
    this.emitted.push(event);
  }

  takeEmitted(): EngineEvent[] {
    return this.emitted.splice(0);
  }

  tell(transition: Transition): void {
    this.transitions.push(transition);
  }
}

/** Runs `work` in a transaction, which its transitions are handed over in, and wakes the executors after the commit. */
export async function transact<Result>(ctx: Context, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await withConnection(ctx.pool, (client) => attempt(ctx, client, work));
    } catch (error) {
      if (tries >= MAX_TRIES || !RETRIABLE.has((error as { code?: string }).code ?? '')) throw error;
      await delay(Math.random() * 10 * 2 ** tries);
    }
  }
}

async function attempt<Result>(
  ctx: Context,
  client: PoolClient,
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  const tx = new Transaction(ctx, client);
  const result = await work(tx);
  for (let own = tx.takeEmitted(); own.length > 0; own = tx.takeEmitted()) await acceptEvents(tx, own);
  await tx.commit();
  if (tx.queued || tx.timed) ctx.wake({ timed: tx.timed });
  return result;
}
