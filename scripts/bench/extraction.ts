import { extractIOC } from 'ioc-extractor';
import { extract } from '#lib/domain/observables/index.ts';
import { logCorpus } from './extraction-corpus.ts';
import { worstInputs } from './extraction-worst.ts';
import type { Row } from './row.ts';

const MEGABYTE = 1_000_000;
const ROUNDS = 7;
const RUNS_OF_WORST = 5;
/** Speed settles only when the compiler has seen most branches: after about ten rounds. */
const WARM_UP = 12;

/** MB/s against npm `ioc-extractor` on the same text in turns, and each of the hostile inputs in ms. */
export async function benchExtraction(): Promise<Row[]> {
  // Through JSON as a body is: a string still made of slices would be slower to read for both.
  const corpus = JSON.parse(JSON.stringify(logCorpus(MEGABYTE))) as string;
  const ours: number[] = [];
  const theirs: number[] = [];
  // The first rounds of each warm the compiler up and are not counted.
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const a = milliseconds(() => extract(corpus));
    const b = milliseconds(() => extractIOC(corpus));
    if (round >= WARM_UP) {
      ours.push(a);
      theirs.push(b);
    }
  }
  const speed = (times: number[]) => round1(MEGABYTE / 1000 / median(times));
  const rows: Row[] = [
    {
      name: 'extraction, 1 MB of log lines',
      ours: speed(ours),
      baseline: speed(theirs),
      ratio: round1(median(theirs) / median(ours)),
      unit: 'MB/s',
      target: '≥ 5× (aim 10×)',
      note: `${extract(corpus).length} observables; against npm ioc-extractor`,
    },
  ];
  for (const [name, input] of worstInputs(MEGABYTE)) {
    const text = JSON.parse(JSON.stringify(input)) as string;
    extract(text);
    // The fastest run: what others do on the machine only ever adds.
    const best = Math.min(...Array.from({ length: RUNS_OF_WORST }, () => milliseconds(() => extract(text))));
    rows.push({
      name: `extraction, 1 MB of ${name}`,
      ours: round1(best),
      baseline: null,
      ratio: null,
      unit: 'ms',
      target: '≤ 50 ms',
    });
  }
  return rows;
}

function milliseconds(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

const round1 = (value: number) => Math.round(value * 10) / 10;
