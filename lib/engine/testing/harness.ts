import { randomUUID } from 'node:crypto';
import { Inngest, type InngestFunction } from 'inngest';
import { serve } from 'inngest/edge';
import pg, { type Pool } from 'pg';
import {
  createEngine,
  type Engine,
  type EngineOptions,
  migrate,
  type RunTransition,
  type SkipTransition,
  type StepTransition,
  type Transition,
} from '../index.ts';

export const SIGNING_KEY = 'signkey-test-0123456789abcdef';
export const EVENT_KEY = 'test-event-key';

/** A call of a function as it went over the wire. */
export interface RecordedCall {
  functionId: string;
  stepId: string;
  attempt: number;
  runId: string;
  status: number;
  /** The opcodes of the answer; empty for a plain result or an error. */
  ops: string[];
}

type OfKind<Kind extends Transition['kind']> = Kind extends RunTransition['kind']
  ? RunTransition
  : Kind extends StepTransition['kind']
    ? StepTransition
    : SkipTransition;

export interface Harness {
  engine: Engine;
  client: Inngest;
  pool: Pool;
  calls: RecordedCall[];
  checkpoints: { runId: string; steps: string[]; status: number }[];
  transitions: Transition[];
  /** What the engine logged as an error. */
  errors: object[];
  /** Resolves with the first transition, past or to come, that passes. */
  until<Kind extends Transition['kind']>(
    kind: Kind,
    test?: (transition: OfKind<Kind>) => boolean,
  ): Promise<OfKind<Kind>>;
  /** Resolves with the end of the run that an event starts. */
  ended(eventId: string, functionId: string): Promise<RunTransition>;
  close(): Promise<void>;
}

type Functions = InngestFunction.Any[];

interface HarnessOptions extends Partial<EngineOptions> {
  url: string;
  checkpointing?: boolean;
  functions: (client: Inngest) => Functions;
  /** Do not take work. */
  idle?: boolean;
  /** Call another process's serve handler instead of the functions given. */
  serveUrl?: string;
}

const ENDS = new Set<string>(['run.completed', 'run.failed', 'run.cancelled']);
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** An engine with real functions of the real SDK, on a database, whose traffic and transitions are recorded. */
export async function startHarness(options: HarnessOptions): Promise<Harness> {
  const { url: connectionString, checkpointing = true, functions, idle = false, serveUrl, ...engineOptions } = options;
  const pool = new pg.Pool({ connectionString, max: 20 });
  // A connection that is cut while idle: the next one is another.
  pool.on('error', () => {});
  await migrate(pool);
  const calls: RecordedCall[] = [];
  const checkpoints: Harness['checkpoints'] = [];
  const transitions: Transition[] = [];
  const errors: object[] = [];
  const listeners = new Set<(transition: Transition) => void>();
  const committed = await onCommit(connectionString, (batch) => {
    for (const transition of batch) {
      transitions.push(transition);
      for (const listener of listeners) listener(transition);
    }
  });

  const client = new Inngest({
    id: 'app',
    isDev: false,
    baseUrl: 'http://engine.internal',
    eventKey: EVENT_KEY,
    signingKey: SIGNING_KEY,
    checkpointing,
    logger: SILENT,
    fetch: async (input: string | URL | Request, init?: RequestInit) => {
      const response = await engine.fetch(input, init);
      if (String(input).includes('/v1/checkpoint/')) {
        const body = JSON.parse(String(init?.body));
        const steps = body.steps.map((step: { displayName: string }) => step.displayName);
        checkpoints.push({ runId: body.run_id, steps, status: response.status });
      }
      return response;
    },
  });
  const handler = serve({ client, functions: functions(client) });

  const engine = createEngine({
    pool,
    appId: 'app',
    signingKey: SIGNING_KEY,
    eventKey: EVENT_KEY,
    retryDelay: () => 20,
    pollMs: 100,
    log: { info() {}, warn() {}, error: (fields, message) => errors.push({ message, ...fields }) },
    handler: async (request) => {
      const sent = request.method === 'POST' ? await request.clone().json() : null;
      const response: Response = await handler(request);
      if (sent) calls.push(await record(request, sent, response.clone()));
      return response;
    },
    ...(serveUrl ? { handler: undefined, url: serveUrl } : {}),
    ...engineOptions,
    onTransition: async (tx, batch) => {
      await engineOptions.onTransition?.(tx, batch);
      await tx.query(committed.tell(batch));
    },
  });
  await engine.register();
  if (!idle) engine.start();

  const until = (kind: string, test: (transition: never) => boolean = () => true) => {
    const passes = (transition: Transition) => transition.kind === kind && test(transition as never);
    const past = transitions.find(passes);
    if (past) return Promise.resolve(past);
    return new Promise<Transition>((resolve) => {
      const listener = (transition: Transition) => {
        if (!passes(transition)) return;
        listeners.delete(listener);
        resolve(transition);
      };
      listeners.add(listener);
    });
  };

  return {
    engine,
    client,
    pool,
    calls,
    checkpoints,
    transitions,
    errors,
    until: until as Harness['until'],
    ended: (eventId, functionId) => {
      const isEnd = (one: { eventId: string; functionId: string }) =>
        one.eventId === eventId && one.functionId === functionId;
      return Promise.race([...ENDS].map((kind) => until(kind, isEnd))) as ReturnType<Harness['ended']>;
    },
    close: async () => {
      await engine.stop();
      await committed.end();
      await pool.end();
    },
  };
}

/** Hands on what was told in transactions, in the order of their commits: notifications come so, and of these only. */
async function onCommit(connectionString: string, hear: (batch: Transition[]) => void) {
  const told: Transition[][] = [];
  const channel = `told_${randomUUID()}`;
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  client.on('notification', ({ payload }) => hear(told[Number(payload)]!));
  await client.connect();
  await client.query(`listen "${channel}"`);
  return {
    tell: (batch: Transition[]) => ({
      name: 'tell',
      text: 'select pg_notify($1, $2)',
      values: [channel, String(told.push(batch) - 1)],
    }),
    end: () => client.end(),
  };
}

async function record(request: Request, sent: { ctx: { attempt: number; run_id: string } }, response: Response) {
  const url = new URL(request.url);
  const body = await response.json();
  return {
    functionId: url.searchParams.get('fnId')!.replace(/^app-/, ''),
    stepId: url.searchParams.get('stepId')!,
    attempt: sent.ctx.attempt,
    runId: sent.ctx.run_id,
    status: response.status,
    ops: response.status === 206 ? body.map((op: { op: string }) => op.op) : [],
  };
}
