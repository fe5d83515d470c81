import { setTimeout as wait } from 'node:timers/promises';
import { startBareApp } from './bare-app.ts';
import { type BenchProduct, withProduct } from './product.ts';
import type { Benchmark, Row } from './row.ts';
import { acceptedRate, runLoad } from './run-load.ts';

const ROUNDS = 3;
/** More than one process can take on the machines that this is measured on: what is taken is its capacity. */
const BEYOND = 5_000;
const STEADY = 300;

/** How many deliveries the hook takes, against a bare Next route that writes the same rows; and how long each waits at a steady rate. */
export const benchHook: Benchmark = ({ seconds }) =>
  withProduct(async (product) => [
    ...(await capacity(product, Math.max(4, seconds / 6))),
    ...(await steady(product, seconds)),
  ]);

async function capacity(product: BenchProduct, seconds: number): Promise<Row[]> {
  const bare = await startBareApp(product.databaseUrl);
  // The worker would take the processor from both, and more from ours, whose deliveries are work for it.
  const worker = await product.pidOf('worker');
  process.kill(worker, 'SIGSTOP');
  const rates: Record<'ours' | 'theirs', number[]> = { ours: [], theirs: [] };
  let first = 0;
  const measure = async (url: string, token: string, duration: number) => {
    const report = await runLoad({ url, token, rate: BEYOND, seconds: duration, inFlight: 32, first, cut: true });
    first += report.sent;
    return acceptedRate(report);
  };
  try {
    await measure(product.hook.url, product.hook.token, 3);
    await measure(bare.url, '', 3);
    for (let round = 0; round < ROUNDS; round++) {
      rates.ours.push(await measure(product.hook.url, product.hook.token, seconds));
      rates.theirs.push(await measure(bare.url, '', seconds));
    }
  } finally {
    await bare.stop();
    // Before the worker goes on, so that nothing of it is under way.
    await discardBacklog(product);
    process.kill(worker, 'SIGCONT');
  }
  const [ours, theirs] = [median(rates.ours), median(rates.theirs)];
  return [
    {
      name: 'hook, deliveries accepted',
      ours: Math.round(ours),
      baseline: Math.round(theirs),
      ratio: Math.round((ours / theirs) * 100) / 100,
      unit: '/s',
      target: '≥ 0.85×',
      note: 'against a bare Next route with the same inserts; worker paused, median of 3 turns',
    },
  ];
}

async function steady(product: BenchProduct, seconds: number): Promise<Row[]> {
  const before = await finished(product);
  const report = await runLoad({ ...product.hook, rate: STEADY, seconds, first: 1_000_000 });
  const accepted = acceptedRate(report);
  const [atEnd, total] = [(await finished(product)) - before, report.sent];
  const watched = Math.min(20, seconds);
  await wait(watched * 1_000);
  const perSecond = ((await finished(product)) - before - atEnd) / watched;
  const left = total - atEnd;
  return [
    {
      name: `hook, p99 at ${STEADY}/s for ${seconds} s`,
      ours: report.p99,
      baseline: null,
      ratio: null,
      unit: 'ms',
      target: '< 150 ms',
      note: `p50 ${report.p50}, max ${report.max} ms; ${accepted.toFixed(0)}/s accepted, worker running`,
    },
    {
      name: 'hook, drain of the backlog of that',
      ours: perSecond > 0 ? Math.round(left / perSecond) : Number.POSITIVE_INFINITY,
      baseline: null,
      ratio: null,
      unit: 's',
      target: '',
      note: `${left} deliveries left at ${perSecond.toFixed(1)}/s, measured over ${watched} s`,
    },
  ];
}

/** Wiz deliveries whose automation has ended. */
async function finished({ pool }: BenchProduct): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int from runs where automation = 'wiz-incident' and ended_at is not null`,
  );
  return rows[0]!.count;
}

/** What the measurement of capacity left unsent is not work for the next one. */
async function discardBacklog({ pool }: BenchProduct): Promise<void> {
  await pool.query(`update outbox set sent_at = now() where sent_at is null`);
  await pool.query(`update runs set status = 'cancelled', ended_at = now() where status = 'queued'`);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
