import { setTimeout as delay } from 'node:timers/promises';
import type { PoolClient, QueryResultRow } from 'pg';
import { withConnection } from './connection.ts';
import type { Context } from './context.ts';
import { acceptEvents } from './schedule.ts';
import type { EngineEvent, Transition } from './types.ts';

/** Deadlock, serialisation failure: the transaction did nothing wrong and may be tried again. */
const RETRIABLE = new Set(['40P01', '40001']);
const MAX_TRIES = 6;

/** One change of the engine's state: its connection, what it tells the outside, and what it leaves to do. */
export class Transaction {
  readonly ctx: Context;
  readonly client: PoolClient;
  readonly now = new Date();
  readonly transitions: Transition[] = [];
  /** Set when calls were queued that are due now. */
  queued = false;
  /** Set when something was stored that is due at a time to come. */
  timed = false;
  private emitted: EngineEvent[] = [];
  private opened = false;

  constructor(ctx: Context, client: PoolClient) {
    this.ctx = ctx;
    this.client = client;
  }

  /** Runs a statement that is prepared once a connection; `$s` in it stands for the engine's schema. */
  async query<Row extends QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    await this.open();
    return (await this.client.query<Row>(this.ctx.statement(name, text, values))).rows;
  }

  /** Ends the transaction where one was begun. */
  async commit(): Promise<void> {
    if (this.opened) await this.client.query('commit');
  }

  /** Hands what happened over to the listener, in this transaction. */
  async report(): Promise<void> {
    if (this.transitions.length === 0 || !this.ctx.onTransition) return;
    await this.open();
    await this.ctx.onTransition(this.client, this.transitions);
  }

  /** Work that asks nothing needs no transaction. */
  private async open(): Promise<void> {
    if (this.opened) return;
    this.opened = true;
    await this.client.query('begin');
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

/** Runs `work` in a transaction, hands its transitions over inside of it, and wakes the executors after the commit. */
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
  await tx.report();
  await tx.commit();
  if (tx.queued || tx.timed) ctx.wake({ timed: tx.timed });
  return result;
}
