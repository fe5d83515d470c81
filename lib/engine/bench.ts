import { Inngest } from 'inngest';
import { serve } from 'inngest/edge';
import pg, { type Pool } from 'pg';
import type { FinishedStep } from './claim.ts';
import { readConfig } from './config.ts';
import { createEngine, type EngineOptions, migrate, type RunTransition, type TransitionWriter } from './index.ts';
import { callRequest, readAnswer } from './protocol.ts';

const SCHEMA = 'engine_bench';
const SIGNING_KEY = 'signkey-test-0123456789abcdef';
const PROBE = `insert into ${SCHEMA}.probe values ($1, $2)`;
const STEPS = 20;
const RUNS = 30;
const WARM_UP = 10;
const EVENTS = 300;
const EVENTS_PER_SECOND = 50;
/** As many as the worker's engine has. */
const CONNECTIONS = 20;

type Listener = NonNullable<EngineOptions['onTransition']>;

export interface StepFigures {
  engine: number;
  floor: number;
  ratio: number;
}

export interface EngineFigures {
  /** Milliseconds from `send` being called to the first line of the first step, at 50 events a second. */
  eventToFirstStep: { p50: number; p95: number; p99: number };
  /**
   * Milliseconds from one serial step to the next (median): by the engine, and the least that it can take. Plain: by the
   * SDK answered from memory. Checkpointing: by the SDK whose every checkpoint is one durable insert of a single row,
   * since each step is made durable in between. `ledger`: the same while a listener writes each step into its own table.
   */
  serialStep: Record<'plain' | 'checkpointing' | 'ledger', StepFigures>;
  /** Steps a second of 200 runs of six steps sent at once: by the engine alone, and with the listener. */
  stepsPerSecond: { alone: number; ledger: number };
}

function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

/**
 * Measures the engine on a database, in a schema of its own that is gone afterwards.
 * @param record a listener of transitions, such as the one that writes the run ledger
 */
export async function benchEngine(url: string, record: Listener): Promise<EngineFigures> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS, application_name: 'bench' });
  await pool.query(`drop schema if exists ${SCHEMA} cascade`);
  await migrate(pool, SCHEMA);
  try {
    await pool.query(`create table ${SCHEMA}.probe (id int, text text)`);
    return {
      serialStep: {
        plain: await serialSteps(pool, { checkpointing: false }),
        checkpointing: await serialSteps(pool, { checkpointing: true }),
        ledger: await serialSteps(pool, { checkpointing: true, record }),
      },
      eventToFirstStep: await eventToFirstStep(pool, record),
      stepsPerSecond: { alone: await throughput(pool), ledger: await throughput(pool, record) },
    };
  } finally {
    await pool.query(`drop schema if exists ${SCHEMA} cascade`);
    await pool.end();
  }
}

interface SetUp {
  checkpointing: boolean;
  onStep: (eventId: string) => void;
  record?: Listener | undefined;
}

function setUp(pool: Pool, { checkpointing, onStep, record }: SetUp) {
  let answer: typeof fetch;
  const client = new Inngest({
    id: 'bench',
    isDev: false,
    baseUrl: 'http://engine.internal',
    eventKey: 'bench',
    signingKey: SIGNING_KEY,
    checkpointing,
    fetch: ((...args: Parameters<typeof fetch>) => answer(...args)) as typeof fetch,
  });
  const functions = [
    client.createFunction({ id: 'serial', triggers: [{ event: 'bench/serial' }] }, async ({ step }) => {
      for (let index = 0; index < STEPS; index++) await step.run(`step-${index}`, () => onStep('serial'));
    }),
    client.createFunction({ id: 'first', triggers: [{ event: 'bench/first' }] }, async ({ step, event }) =>
      step.run('first', () => onStep(event.id!)),
    ),
    client.createFunction({ id: 'six', triggers: [{ event: 'bench/six' }] }, async ({ step }) => {
      for (let index = 0; index < 6; index++) await step.run(`step-${index}`, () => index);
    }),
  ];
  const handler: (request: Request) => Promise<Response> = serve({ client, functions });
  let onEnd: (transition: RunTransition) => void = () => {};
  const engine = createEngine({
    pool,
    schema: SCHEMA,
    handler,
    appId: 'bench',
    signingKey: SIGNING_KEY,
    eventKey: 'bench',
    onTransition: async (tx: TransitionWriter, transitions) => {
      await record?.(tx, transitions);
      for (const one of transitions) if (one.kind === 'run.completed') onEnd(one);
    },
  });
  return {
    handler,
    start: async () => {
      answer = engine.fetch;
      await engine.register();
      engine.start();
      return engine;
    },
    /** Answers checkpoints with one durable insert while `work` runs. */
    inserting: async (work: () => Promise<void>) => {
      answer = async () => {
        await pool.query({ name: 'bench.probe', text: PROBE, values: [1, 'x'] });
        return new Response(null);
      };
      await work();
      answer = engine.fetch;
    },
    ended: () => new Promise<RunTransition>((resolve) => (onEnd = resolve)),
    countEnds: (count: number) =>
      new Promise<void>((resolve) => {
        let ended = 0;
        onEnd = () => ++ended === count && resolve();
      }),
  };
}

async function serialSteps(pool: Pool, options: Omit<SetUp, 'onStep'>): Promise<StepFigures> {
  let steps: number[] = [];
  const bench = setUp(pool, { ...options, onStep: () => steps.push(performance.now()) });
  const gapsOf = async (once: () => Promise<unknown>) => {
    steps = [];
    await once();
    return steps.slice(1).map((at, index) => at - steps[index]!);
  };
  const engine = await bench.start();
  const gaps: Record<'floor' | 'engine', number[]> = { floor: [], engine: [] };
  // By turns, so that whatever else the machine does weighs on both alike.
  for (let run = -WARM_UP; run < RUNS; run++) {
    const floor = await gapsOf(() => bench.inserting(() => floorRun(bench.handler)));
    const own = await gapsOf(async () => {
      const ended = bench.ended();
      await engine.send([{ name: 'bench/serial', data: {} }]);
      await ended;
    });
    if (run < 0) continue;
    gaps.floor.push(...floor);
    gaps.engine.push(...own);
  }
  await engine.stop();
  const [own, floor] = [percentile(gaps.engine, 0.5), percentile(gaps.floor, 0.5)];
  return { engine: own, floor, ratio: own / floor };
}

/** A run by the SDK alone: nothing but its checkpoints reaches the database. */
async function floorRun(handler: (request: Request) => Promise<Response>): Promise<void> {
  const fn = readConfig({ id: 'bench-serial', triggers: [], steps: { step: { runtime: { type: 'http' } } } }, 'bench');
  const finished: FinishedStep[] = [];
  const event = { id: 'event', name: 'bench/serial', data: {}, ts: Date.now() };
  for (;;) {
    const run = { id: 'run', event, sdk_version: 2 } as Parameters<typeof callRequest>[0]['run'];
    const call = {
      itemId: '1',
      token: 'token',
      run,
      stepId: 'step',
      attempt: 0,
      lost: 0,
      finished,
      othersPending: false,
    };
    const options = {
      url: 'http://engine.internal/api/inngest',
      signingKey: SIGNING_KEY,
      traceparent: '',
      now: new Date(),
    };
    const { answer } = await readAnswer(await handler(callRequest(call, fn, options)));
    if (answer.kind !== 'ops' || answer.ops.some((op) => op.op === 'RunComplete')) return;
    for (const op of answer.ops) finished.push({ id: op.id, output: op.data, error: null });
  }
}

async function eventToFirstStep(pool: Pool, record: Listener) {
  const started = new Map<string, number>();
  const times: number[] = [];
  const onStep = (id: string) => times.push(performance.now() - started.get(id)!);
  const bench = setUp(pool, { checkpointing: true, onStep, record });
  const engine = await bench.start();
  const all = bench.countEnds(EVENTS + WARM_UP);
  for (let index = 0; index < EVENTS + WARM_UP; index++) {
    const id = `first-${index}`;
    started.set(id, performance.now());
    void engine.send([{ id, name: 'bench/first', data: { index } }]);
    await new Promise((resolve) => setTimeout(resolve, 1_000 / EVENTS_PER_SECOND));
  }
  await all;
  await engine.stop();
  const warm = times.slice(WARM_UP);
  return { p50: percentile(warm, 0.5), p95: percentile(warm, 0.95), p99: percentile(warm, 0.99) };
}

async function throughput(pool: Pool, record?: Listener): Promise<number> {
  const bench = setUp(pool, { checkpointing: true, onStep: () => {}, record });
  const engine = await bench.start();
  const runs = 200;
  const all = bench.countEnds(runs);
  const before = performance.now();
  await engine.send(Array.from({ length: runs }, () => ({ name: 'bench/six', data: {} })));
  await all;
  const seconds = (performance.now() - before) / 1_000;
  await engine.stop();
  return (runs * 6) / seconds;
}
