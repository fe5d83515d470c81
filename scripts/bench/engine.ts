import { benchEngine as measure } from '#lib/engine/bench.ts';
import { recordTransitions } from '#lib/services/runs/record-transitions.ts';
import { withProduct } from './product.ts';
import type { Benchmark } from './row.ts';

/** The engine alone, on the product's Postgres with web and worker paused. */
export const benchEngine: Benchmark = () =>
  withProduct(async (product) => {
    const others = await Promise.all([product.pidOf('web'), product.pidOf('worker')]);
    for (const pid of others) process.kill(pid, 'SIGSTOP');
    try {
      const { eventToFirstStep, serialStep, stepsPerSecond } = await measure(product.databaseUrl, recordTransitions);
      const step = (name: keyof typeof serialStep, floor: string) => ({
        name: `engine, serial step, ${name}`,
        ours: round(serialStep[name].engine),
        baseline: round(serialStep[name].floor),
        ratio: round(serialStep[name].ratio),
        unit: 'ms',
        target: '≤ 2×',
        note: `against ${floor}; here the ratio is how many times slower`,
      });
      return [
        {
          name: 'engine, event to first step, p95 at 50/s',
          ours: round(eventToFirstStep.p95),
          baseline: null,
          ratio: null,
          unit: 'ms',
          target: '≤ 50 ms',
          note: `p50 ${round(eventToFirstStep.p50)}, p99 ${round(eventToFirstStep.p99)} ms`,
        },
        step('checkpointing', 'the SDK with one durable insert at each checkpoint'),
        { ...step('ledger', 'the same floor; each step is written into the run ledger, too'), target: '' },
        step('plain', 'the SDK answered from memory'),
        throughput('engine, 200 runs of six steps at once', stepsPerSecond.alone),
        throughput('engine, the same with the run ledger', stepsPerSecond.ledger),
      ];
    } finally {
      for (const pid of others) process.kill(pid, 'SIGCONT');
    }
  });

const throughput = (name: string, stepsPerSecond: number) => ({
  name,
  ours: Math.round(stepsPerSecond),
  baseline: null,
  ratio: null,
  unit: 'steps/s',
  target: '',
});

const round = (value: number) => Math.round(value * 100) / 100;
