import { retryDelay } from './backoff.ts';
import { replayRun } from './commands.ts';
import { readConfig } from './config.ts';
import { type Context, statements } from './context.ts';
import { Dispatcher } from './dispatcher.ts';
import { syncCrons } from './due.ts';
import { newId } from './ids.ts';
import { canonicalJson, sign } from './protocol.ts';
import { createFetch, toEvent } from './routes.ts';
import { cancelRun } from './runs.ts';
import { acceptEvents } from './schedule.ts';
import { quoteSchema } from './schema.ts';
import { transact } from './transaction.ts';
import type { Engine, EngineOptions, Log } from './types.ts';

const IN_PROCESS_URL = 'http://engine.internal/api/inngest';
const SILENT: Log = { info() {}, warn() {}, error() {} };

/** Makes an executor for Inngest functions on nothing but Postgres. `migrate` must have run; `register` comes first. */
export function createEngine(options: EngineOptions): Engine {
  const { handler, url = IN_PROCESS_URL, appId, signingKey, eventKey } = options;
  if (!/^(signkey-\w+-)?([0-9a-f]{2})+$/i.test(signingKey)) throw new Error('the signing key is not hexadecimal');
  // A connection that is cut between two queries tells it by an event that would end the process unheard; the next query fails and says so.
  options.pool.on('connect', (client) => client.on('error', () => {}));
  const send = handler ?? ((request: Request) => fetch(request));
  const schema = quoteSchema(options.schema ?? 'engine');
  const ctx: Context = {
    pool: options.pool,
    schema,
    appId,
    functions: new Map(),
    onTransition: options.onTransition,
    log: options.log ?? SILENT,
    leaseMs: options.leaseMs ?? 10_000,
    retryDelay: options.retryDelay ?? retryDelay,
    wake: (news) => dispatcher.wake(news),
    statement: statements(schema),
  };
  const dispatcher = new Dispatcher(
    ctx,
    { send, url, signingKey },
    {
      concurrency: options.concurrency ?? 16,
      pollMs: options.pollMs ?? 1_000,
      retentionDays: options.retentionDays ?? 30,
    },
  );

  return {
    fetch: createFetch(ctx, dispatcher.active, { eventKey, signingKey }),
    async register() {
      const configs = (await readRegistration(send, url, signingKey)).map((raw) => readConfig(raw, appId));
      ctx.functions = new Map(configs.map((config) => [config.id, config]));
      await syncCrons(ctx);
    },
    async send(inputs) {
      const events = inputs.map((input) => toEvent(input, newId(), new Date()));
      await transact(ctx, (tx) => acceptEvents(tx, events));
      return { ids: events.map((event) => event.id) };
    },
    start: () => dispatcher.start(),
    stop: ({ timeoutMs = 10_000 } = {}) => dispatcher.stop(timeoutMs),
    cancel: (runId) => transact(ctx, (tx) => cancelRun(tx, runId, 'cancelled by request')),
    async replay(runId) {
      const newRunId = newId();
      const known = await transact(ctx, (tx) => replayRun(tx, runId, newRunId));
      if (!known) throw new Error(`the run ${runId} or its function is not known`);
      return { runId: newRunId };
    },
  };
}

/** The functions' configurations, by the SDK's in-band registration: a signed PUT that answers with all of them. */
async function readRegistration(
  send: (request: Request) => Promise<Response>,
  url: string,
  signingKey: string,
): Promise<unknown[]> {
  const body = canonicalJson({ url });
  const response = await send(
    new Request(url, {
      method: 'PUT',
      body,
      headers: {
        'content-type': 'application/json',
        host: new URL(url).host,
        'x-inngest-signature': sign(body, signingKey, new Date()),
        'x-inngest-sync-kind': 'in_band',
      },
    }),
  );
  const text = await response.text();
  const answer = response.ok ? (JSON.parse(text) as { functions?: unknown[] }) : {};
  if (!Array.isArray(answer.functions)) {
    throw new Error(`the serve handler did not register: status ${response.status}: ${text.slice(0, 500)}`);
  }
  return answer.functions;
}
