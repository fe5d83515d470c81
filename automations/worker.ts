import { availableParallelism } from 'node:os';
import { serve } from 'inngest/edge';
import pg from 'pg';
import { connect } from '#lib/db/client.ts';
import { newId } from '#lib/db/id.ts';
import { createNotifier } from '#lib/db/notify.ts';
import { createEngine, migrate as migrateEngine } from '#lib/engine/index.ts';
import { env, requiredEnv } from '#lib/env.ts';
import { log } from '#lib/log.ts';
import { endWithParent } from '#lib/parent-watch.ts';
import { useEncryptionKey } from '#lib/services/connectors/box.ts';
import { recordTransitions } from '#lib/services/runs/record-transitions.ts';
import { startAccessSweep } from './access-sweep.ts';
import { APP_ID, inngest, useTransport } from './client.ts';
import { startClock } from './clock.ts';
import { startCrowdStrikeAlerts } from './crowdstrike-alerts.ts';
import { startEndingOverrides } from './end-overrides.ts';
import { startEndingStorms } from './end-storms.ts';
import type { OutgoingEvent } from './hand-over.ts';
import { startHealthClock } from './health-clock.ts';
import { startHeartbeat } from './heartbeat.ts';
import { startHousekeeping } from './housekeeping.ts';
import { functions } from './index.ts';
import { startOktaLog } from './okta-log.ts';
import { createPace, type Pace } from './pace.ts';
import { startRelay } from './relay.ts';
import { useResources } from './resources.ts';
import { startScoutSweep } from './scout-sweep.ts';
import { startSealing } from './seal-audit.ts';
import { startSessionSweep } from './session-sweep.ts';
import { endWithReason } from './start-failure.ts';
import { yieldToWeb } from './yield-to-web.ts';

/**
 * The worker process: the engine (unless a real Inngest server runs the functions), the outbox relay, the clock and the heartbeat. Any number of
 * them may run on one database.
 */
// The SDK copies process.env on each of its calls, and each read of Node's live object leaves JavaScript: a plain copy is cheap to copy.
process.env = { ...process.env };
yieldToWeb();

const url = requiredEnv('DATABASE_URL');
// More transactions at once than this only take the processor from each other, and from web's.
const database = connect(url, Math.max(6, 2 * availableParallelism()));
useEncryptionKey(requiredEnv('ENCRYPTION_KEY'));
useResources({
  db: database.db,
  allowedNetworks: env().CONNECTOR_ALLOWED_NETWORKS,
  announce: createNotifier(database.pool, (err) => log.warn({ err }, 'the relay could not be woken')),
});
await start().catch(endWithReason);

async function start() {
  const pace = createPace();
  const engine = env().INNGEST_BASE_URL ? null : await startEngine(pace);
  const send = engine
    ? (events: OutgoingEvent[]) => engine.send(events).then(() => undefined)
    : (events: OutgoingEvent[]) => inngest.send(events).then(() => undefined);
  const relay = startRelay(url, database, send, pace);
  const loops = [
    startClock(url, database),
    startEndingOverrides(database),
    startAccessSweep(database),
    startOktaLog(url, database),
    startCrowdStrikeAlerts(url, database),
    startEndingStorms(database),
    startSessionSweep(database),
    startScoutSweep(database),
    startHealthClock(url, database),
    startSealing(database),
    startHousekeeping(database),
    await startHeartbeat(database, newId()),
  ];
  log.info({ engine: engine ? 'embedded' : env().INNGEST_BASE_URL }, 'the worker runs');

  endWithParent(async () => {
    await Promise.all([
      ...loops.map((loop) => loop.stop()),
      relay.stop().then(() => engine?.stop({ timeoutMs: 2_000 })),
    ]);
    await database.pool.end();
  });
}

async function startEngine(pace: Pace) {
  const signingKey = requiredKey('ENGINE_SIGNING_KEY');
  const eventKey = requiredKey('ENGINE_EVENT_KEY');
  const pool = new pg.Pool({ connectionString: url, max: 20, keepAlive: true, application_name: 'watchfloor engine' });
  pool.on('error', (error) => log.warn({ err: error }, 'an idle connection of the engine was lost'));
  await migrateEngine(pool);
  const made = createEngine({
    pool,
    appId: APP_ID,
    signingKey,
    eventKey,
    handler: serve({ client: inngest, functions }),
    onTransition: recordTransitions,
    // What a killed worker held goes on after so long.
    leaseMs: 4_000,
    concurrency: () => pace.limit(),
    log,
  });
  useTransport(made.fetch);
  await made.register();
  made.start();
  return made;
}

function requiredKey(name: 'ENGINE_SIGNING_KEY' | 'ENGINE_EVENT_KEY'): string {
  const value = env()[name];
  if (!value) throw new Error(`${name} is not set: start with npm start, which makes it.`);
  return value;
}
