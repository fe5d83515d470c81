import type { PoolClient } from 'pg';
import { ActiveCalls, type Caller, makeCalls } from './calls.ts';
import { claim, extendLeases, reclaimLost, returnLeases } from './claim.ts';
import { channelOf, runCommands } from './commands.ts';
import type { Context } from './context.ts';
import { nextDueMs, runDue } from './due.ts';
import { prune } from './prune.ts';

/** Other engines are told of new work at most this often: a notification in every transaction costs three quarters of the throughput. */
const NOTIFY_EVERY_MS = 20;
const PRUNE_EVERY_MS = 600_000;
/** What is due but held by another engine is looked at again after this. */
const SHORTEST_SLEEP_MS = 5;

interface DispatcherOptions {
  concurrency: number | (() => number);
  pollMs: number;
  retentionDays: number;
}

/** Takes work from the queue as long as it runs: one loop that claims, fires what is due, and sleeps until something is. */
export class Dispatcher {
  readonly active = new ActiveCalls();
  private readonly ctx: Context;
  private readonly caller: Caller;
  private readonly options: DispatcherOptions;
  private readonly underWay = new Set<Promise<void>>();
  private loop: Promise<void> | null = null;
  private stopping = false;
  private woken = Promise.withResolvers<void>();
  private sweepAt = 0;
  private dueAt = 0;
  private pruneAt = 0;
  private heartbeat: NodeJS.Timeout | undefined;
  private listener: PoolClient | null = null;
  private notifying: NodeJS.Timeout | undefined;

  constructor(ctx: Context, caller: Caller, options: DispatcherOptions) {
    this.ctx = ctx;
    this.caller = caller;
    this.options = options;
  }

  private get capacity(): number {
    const { concurrency } = this.options;
    return (typeof concurrency === 'number' ? concurrency : concurrency()) - this.active.size;
  }

  wake({ timed }: { timed: boolean }): void {
    if (timed) this.dueAt = 0;
    if (this.loop === null || this.stopping || this.capacity <= 0) this.notifyOthers();
    this.woken.resolve();
  }

  start(): void {
    if (this.loop) return;
    this.stopping = false;
    this.sweepAt = 0;
    this.heartbeat = setInterval(() => void this.beat(), this.ctx.leaseMs / 3);
    this.loop = this.run();
  }

  async stop(timeoutMs: number): Promise<void> {
    if (!this.loop) return;
    this.stopping = true;
    this.woken.resolve();
    await this.loop;
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, timeoutMs);
    await Promise.race([Promise.all(this.underWay), late.promise]);
    clearTimeout(timer);
    clearInterval(this.heartbeat);
    clearTimeout(this.notifying);
    this.notifying = undefined;
    const left = this.active.all();
    for (const call of left) this.active.remove(call);
    if (left.length > 0) await returnLeases(this.ctx, left);
    this.listener?.release(true);
    this.listener = null;
    this.loop = null;
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      this.woken = Promise.withResolvers<void>();
      try {
        await this.listen();
        const sleepMs = await this.round();
        if (sleepMs > 0 && !this.stopping) await this.sleep(sleepMs);
      } catch (error) {
        this.ctx.log.error({ err: error }, 'the engine could not look for work');
        await this.sleep(this.options.pollMs);
      }
    }
  }

  /** One look at everything; gives back how long nothing is known to be due. */
  private async round(): Promise<number> {
    const now = Date.now();
    if (now >= this.sweepAt || now >= this.dueAt) {
      const sweep = now >= this.sweepAt;
      if (sweep) {
        this.sweepAt = now + this.options.pollMs;
        await runCommands(this.ctx);
        await reclaimLost(this.ctx);
      }
      this.dueAt = Number.POSITIVE_INFINITY;
      while (await runDue(this.ctx));
      const ms = await nextDueMs(this.ctx);
      // Lowered while it was read: a wake-up came in between, and counts.
      if (ms !== null) this.dueAt = Math.min(this.dueAt, Date.now() + Math.max(ms, SHORTEST_SLEEP_MS));
    }
    await this.claimAll();
    if (Date.now() >= this.pruneAt) {
      this.pruneAt = Date.now() + PRUNE_EVERY_MS;
      await prune(this.ctx, this.options.retentionDays);
    }
    return Math.min(this.sweepAt, this.dueAt) - Date.now();
  }

  private async claimAll(): Promise<void> {
    while (this.capacity > 0 && !this.stopping) {
      const { calls, more } = await claim(this.ctx, this.capacity);
      for (const call of calls) this.begin(this.active.add(call));
      if (more && this.capacity <= 0) this.notifyOthers();
      if (calls.length === 0 || !more) return;
    }
  }

  private begin(call: ReturnType<ActiveCalls['add']>): void {
    // With every place taken a run's next call waits its turn in the queue.
    const mayContinue = () => this.capacity > 0 && !this.stopping;
    const made = makeCalls(this.ctx, this.caller, call, mayContinue).finally(() => {
      this.underWay.delete(made);
      const wasFull = this.capacity <= 0;
      this.active.remove(call);
      // A place, or a limit's slot, became free.
      if (wasFull || call.run.limit_keys.length > 0) this.woken.resolve();
    });
    this.underWay.add(made);
  }

  private async sleep(ms: number): Promise<void> {
    const timer = setTimeout(this.woken.resolve, ms);
    await this.woken.promise;
    clearTimeout(timer);
  }

  private async beat(): Promise<void> {
    const calls = this.active.all();
    if (calls.length === 0) return;
    try {
      const held = await extendLeases(this.ctx, calls);
      for (const { token, run } of calls) {
        if (!held.has(token) && this.active.ofToken(token)) {
          this.ctx.log.warn({ runId: run.id }, 'the lease of a call was lost');
        }
      }
    } catch (error) {
      this.ctx.log.error({ err: error }, 'leases could not be extended');
    }
  }

  /** Hears other processes; a broken connection is replaced at the next round. */
  private async listen(): Promise<void> {
    if (this.listener) return;
    const client = await this.ctx.pool.connect();
    client.on('notification', () => {
      this.sweepAt = 0;
      this.woken.resolve();
    });
    client.on('error', () => {
      if (this.listener !== client) return;
      this.listener = null;
      client.release(true);
      this.woken.resolve();
    });
    this.listener = client;
    try {
      await client.query(`listen ${channelOf(this.ctx.schema)}`);
    } catch (error) {
      if (this.listener === client) client.release(true);
      this.listener = null;
      throw error;
    }
  }

  private notifyOthers(): void {
    this.notifying ??= setTimeout(() => {
      this.notifying = undefined;
      const sql = `select pg_notify($1, '')`;
      this.ctx.pool.query(sql, [channelOf(this.ctx.schema)]).catch((error: Error) => {
        this.ctx.log.warn({ err: error }, 'other engines could not be woken; they look for themselves');
      });
    }, NOTIFY_EVERY_MS);
  }
}
