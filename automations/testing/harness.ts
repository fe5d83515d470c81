import './environment.ts';
import { eq, inArray } from 'drizzle-orm';
import type { InngestFunction } from 'inngest';
import { serve } from 'inngest/edge';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { until } from '#e2e/support/until.ts';
import { connect, type Database } from '#lib/db/client.ts';
import { createNotifier } from '#lib/db/notify.ts';
import { runSteps, runs } from '#lib/db/schema/index.ts';
import { createEngine, type Engine, migrate } from '#lib/engine/index.ts';
import { useEncryptionKey } from '#lib/services/connectors/box.ts';
import { putConnector } from '#lib/services/connectors/put.ts';
import { acceptDelivery } from '#lib/services/deliveries/accept.ts';
import { recordTransitions } from '#lib/services/runs/record-transitions.ts';
import { as, ctxOf, type Floor, openFloor } from '#lib/services/testing/fixtures.ts';
import { APP_ID, inngest, useTransport } from '../client.ts';
import { functions } from '../index.ts';
import { startRelay } from '../relay.ts';
import { useResources } from '../resources.ts';
import { listen } from './listen.ts';

export interface Machine extends Floor {
  engine: Engine;
  /** Hands a vendor's body to intake, as its hook does. */
  deliver(connectorId: string, body: unknown, receivedAt?: Date): Promise<{ deliveryId: string; duplicate: boolean }>;
  /** Resolves when every event is sent and no run is under way. */
  settled(): Promise<void>;
}

interface Options {
  /** Workflows in the place of those with the same id. */
  instead?: InngestFunction.Any[];
}

/**
 * The whole machine room in this process, on a database of its own: engine, relay and every workflow. Where INNGEST_BASE_URL is set, the
 * engine plays the real server: it and the workflows know each other by HTTP alone.
 */
export function testMachine({ instead = [] }: Options = {}): Machine {
  const machine = {} as Machine;
  const closers: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const { floor, database } = await openFloor();
    const own = connect(database.url, 10);
    // The engine has one of its own, as in the worker.
    const pool = new pg.Pool({ connectionString: database.url, max: 10 });
    useEncryptionKey(process.env.ENCRYPTION_KEY!);
    useResources({
      db: own.db,
      allowedNetworks: ['127.0.0.0/8'],
      announce: createNotifier(own.pool, () => {}),
    });
    const replaced = instead.map((fn) => fn.id());
    const served = [...functions.filter((fn) => !replaced.includes(fn.id())), ...instead];
    const start = process.env.INNGEST_BASE_URL ? startBesideServer : startEmbedded;
    const { engine, send, close } = await start(pool, served);
    const relay = startRelay(database.url, own, send);
    closers.push(
      () => relay.stop(),
      () => engine.stop(),
      close,
      () => own.pool.end(),
      () => pool.end(),
      () => database.drop(),
    );
    await putConnector({
      ctx: ctxOf(floor.db, as(floor.people.admin)),
      input: { id: 'wiz', enabled: true, credentials: {} },
    });
    Object.assign(machine, floor, {
      engine,
      deliver: (connectorId: string, body: unknown, receivedAt = new Date()) =>
        acceptDelivery({
          ctx: ctxOf(floor.db, { kind: 'vendor', id: connectorId, name: connectorId }, receivedAt),
          input: {
            connectorId,
            vendor: connectorId.split('/')[0]!,
            raw: Buffer.from(JSON.stringify(body)),
            receivedAt,
          },
        }),
      settled: () => settled(own),
    });
  });
  afterAll(async () => {
    for (const close of closers) await close();
  });
  return machine;
}

interface Started {
  engine: Engine;
  send: Parameters<typeof startRelay>[2];
  close: () => Promise<unknown>;
}

async function startEmbedded(pool: pg.Pool, served: InngestFunction.Any[]): Promise<Started> {
  await migrate(pool);
  const engine = createEngine({
    pool,
    appId: APP_ID,
    signingKey: process.env.ENGINE_SIGNING_KEY!,
    eventKey: process.env.ENGINE_EVENT_KEY!,
    handler: serve({ client: inngest, functions: served }),
    onTransition: recordTransitions,
    ...QUICK,
  });
  useTransport(engine.fetch);
  await engine.register();
  await stopCalendar(pool);
  engine.start();
  return { engine, send: (events) => engine.send(events).then(() => undefined), close: async () => {} };
}

/** The ledger hears nothing from this engine but what the workflows and its events tell. */
async function startBesideServer(pool: pg.Pool, served: InngestFunction.Any[]): Promise<Started> {
  await migrate(pool);
  const app = await listen(serve({ client: inngest, functions: served }));
  const engine = createEngine({
    pool,
    appId: APP_ID,
    signingKey: process.env.INNGEST_SIGNING_KEY!,
    eventKey: process.env.INNGEST_EVENT_KEY!,
    url: `${app.url}/api/inngest`,
    ...QUICK,
  });
  const server = await listen((request) => engine.fetch(request));
  useTransport((input, init) => fetch(String(input).replace(process.env.INNGEST_BASE_URL!, server.url), init));
  await engine.register();
  await stopCalendar(pool);
  engine.start();
  return {
    engine,
    send: (events) => inngest.send(events).then(() => undefined),
    close: () => Promise.all([app.close(), server.close()]),
  };
}

/** No automation strikes by the hour at which the tests happen to run. */
const stopCalendar = (pool: pg.Pool) => pool.query(`update engine.cron set next_at = now() + interval '1 day'`);

const QUICK = { retryDelay: () => 20, pollMs: 50 };

/** One statement: an event's runs stand since its transaction, so that both are empty only when all is done. */
const UNDER_WAY = `
  select 'unsent' as what, name from outbox where sent_at is null
  union all
  select status, automation from runs where status not in ('completed', 'failed', 'cancelled', 'skipped')`;

async function settled({ pool }: Database): Promise<void> {
  const underWay = async () => (await pool.query(UNDER_WAY)).rows;
  await until('all is settled', async () => (await underWay()).length === 0, { timeoutMs: 60_000, everyMs: 25 }).catch(
    async ({ message }) => {
      throw new Error(`${message}: ${JSON.stringify(await underWay())}`);
    },
  );
}

/** The ledger's rows of an automation for a case's or delivery's events, oldest first. */
export async function runsOf(machine: Machine, where: { caseId?: string; deliveryId?: string }) {
  const rows = await machine.db
    .select()
    .from(runs)
    .where(where.caseId ? eq(runs.caseId, where.caseId) : inArray(runs.deliveryId, [where.deliveryId!]));
  return rows.sort((a, b) => a.seq - b.seq);
}

/** The steps of a run as the ledger keeps them. */
export function stepsOf(machine: Machine, runId: string) {
  return machine.db.select().from(runSteps).where(eq(runSteps.runId, runId));
}
