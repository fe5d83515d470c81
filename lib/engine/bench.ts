import { Inngest } from 'inngest';
import { serve } from 'inngest/edge';
import type { Pool } from 'pg';
import type { FinishedStep } from './claim.ts';
import { readConfig } from './config.ts';
import { createEngine, migrate, type RunTransition } from './index.ts';
import { callRequest, readAnswer } from './protocol.ts';

const SCHEMA = 'engine_bench';
const SIGNING_KEY = 'signkey-test-0123456789abcdef';
const STEPS = 20;
const RUNS = 30;
const WARM_UP = 10;
const EVENTS = 300;
const EVENTS_PER_SECOND = 50;

export interface EngineFigures {
  /** Milliseconds from `send` being called to the first line of the first step, at 50 events a second. */
  eventToFirstStep: { p50: number; p95: number; p99: number };
  /**
   * Milliseconds from one serial step to the next (median): by the engine, and the least that it can take. Plain: by the
   * SDK answered from memory. Checkpointing: the same and one durable insert, since each step is made durable in between.
   */
  serialStep: Record<'plain' | 'checkpointing', { engine: number; floor: number; ratio: number }>;
  /** Milliseconds of one durable single-row insert on this database: no step can be made durable in less. */
  durableInsert: number;
  /** Steps a second of 200 runs of six steps sent at once. */
  stepsPerSecond: number;
}

function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
}

/** Measures the engine on a database, in a schema of its own that is gone afterwards. */
export async function benchEngine(pool: Pool): Promise<EngineFigures> {
  await pool.query(`drop schema if exists ${SCHEMA} cascade`);
  await migrate(pool, SCHEMA);
  try {
    const insert = await durableInsert(pool);
    const plain = await serialSteps(pool, { checkpointing: false, leastMs: 0 });
    const checkpointing = await serialSteps(pool, { checkpointing: true, leastMs: insert });
    return {
      eventToFirstStep: await eventToFirstStep(pool),
      serialStep: { plain, checkpointing },
      durableInsert: insert,
      stepsPerSecond: await throughput(pool),
    };
  } finally {
    await pool.query(`drop schema if exists ${SCHEMA} cascade`);
  }
}

function setUp(pool: Pool, checkpointing: boolean, onStep: (eventId: string) => void) {
  let answer: typeof fetch = async () => Response.json({});
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
    onTransition: async (_tx, transitions) => {
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
    ended: () => new Promise<RunTransition>((resolve) => (onEnd = resolve)),
    countEnds: (count: number) =>
      new Promise<void>((resolve) => {
        let ended = 0;
        onEnd = () => ++ended === count && resolve();
      }),
  };
}

async function serialSteps(pool: Pool, { checkpointing, leastMs }: { checkpointing: boolean; leastMs: number }) {
  let steps: number[] = [];
  const bench = setUp(pool, checkpointing, () => steps.push(performance.now()));
  const measure = async (once: () => Promise<unknown>) => {
    const gaps: number[] = [];
    for (let run = -WARM_UP; run < RUNS; run++) {
      steps = [];
      await once();
      if (run >= 0) gaps.push(...steps.slice(1).map((at, index) => at - steps[index]!));
    }
    return percentile(gaps, 0.5);
  };
  const floor = leastMs + (await measure(() => floorRun(bench.handler)));
  const engine = await bench.start();
  const own = await measure(async () => {
    const ended = bench.ended();
    await engine.send([{ name: 'bench/serial', data: {} }]);
    await ended;
  });
  await engine.stop();
  return { engine: own, floor, ratio: own / floor };
}

/** A run by the SDK alone: its calls are answered from memory. */
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

async function durableInsert(pool: Pool): Promise<number> {
  await pool.query(`create table ${SCHEMA}.probe (id int, text text)`);
  const text = `insert into ${SCHEMA}.probe values ($1, $2)`;
  const times: number[] = [];
  for (let index = 0; index < 300; index++) {
    const before = performance.now();
    await pool.query({ name: 'bench.probe', text, values: [index, 'x'] });
    times.push(performance.now() - before);
  }
  return percentile(times, 0.5);
}

async function eventToFirstStep(pool: Pool) {
  const started = new Map<string, number>();
  const times: number[] = [];
  const bench = setUp(pool, true, (id) => times.push(performance.now() - started.get(id)!));
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

async function throughput(pool: Pool): Promise<number> {
  const bench = setUp(pool, true, () => {});
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
