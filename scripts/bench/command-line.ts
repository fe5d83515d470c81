import { analyseCommandLine, LONGEST_LINE, normaliseCommandLine } from '#lib/domain/command-line/index.ts';
import { BOMBS, HOSTILE, RUNS } from '#lib/domain/command-line/testing/hostile.ts';
import { BAD, DAILY } from '#lib/domain/command-line/testing/lines.ts';
import type { Row } from './row.ts';

const MEGABYTE = 1_000_000;
const ROUNDS = 7;
const WARM_UP = 5;
const RUNS_OF_WORST = 5;

/**
 * MB/s of command lines as they come, against a pass over the same text that only takes out carets and quotes; and each hostile input in ms: a
 * megabyte, or as much as is read whole of what works only where it is.
 */
export async function benchCommandLine(): Promise<Row[]> {
  const lines = corpus();
  const size = lines.reduce((sum, line) => sum + line.length, 0);
  const ours: number[] = [];
  const plain: number[] = [];
  const analysed: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const times = [
      milliseconds(() => lines.forEach((line) => void normaliseCommandLine(line))),
      milliseconds(() => lines.forEach(withoutSigns)),
      milliseconds(() => lines.forEach((line) => void analyseCommandLine(line))),
    ];
    if (round < WARM_UP) continue;
    [ours, plain, analysed].forEach((list, at) => void list.push(times[at]!));
  }
  const speed = (times: number[]) => round1(size / 1000 / median(times));
  const rows: Row[] = [
    {
      name: 'command lines, normalised',
      ours: speed(ours),
      baseline: speed(plain),
      ratio: Math.round((median(plain) / median(ours)) * 1000) / 1000,
      unit: 'MB/s',
      target: '≥ 5',
      note: `${lines.length} lines; against taking out carets and quotes alone`,
    },
    {
      name: 'command lines, analysed',
      ours: speed(analysed),
      baseline: speed(ours),
      ratio: round1(median(ours) / median(analysed)),
      unit: 'MB/s',
      target: '',
      note: 'rules and indicators included; against normalising alone',
    },
  ];
  for (const [name, part] of HOSTILE)
    rows.push(
      worst(`1 MB of ${name}`, part.repeat(Math.ceil(MEGABYTE / part.length)), (text) => normaliseCommandLine(text)),
    );
  for (const [name, of] of BOMBS)
    rows.push(worst(`64 KB of ${name}`, of(LONGEST_LINE), (text) => normaliseCommandLine(text)));
  for (const [name, of] of RUNS)
    rows.push(worst(`64 KB of ${name}, analysed`, of(LONGEST_LINE), (text) => analyseCommandLine(text)));
  return rows;
}

/** The fastest run: what others do on the machine only ever adds. */
function worst(name: string, text: string, read: (text: string) => unknown): Row {
  read(text);
  const best = Math.min(...Array.from({ length: RUNS_OF_WORST }, () => milliseconds(() => read(text))));
  return {
    name: `command line, ${name}`,
    ours: round1(best),
    baseline: null,
    ratio: null,
    unit: 'ms',
    target: '≤ 50 ms',
  };
}

/** A day of a floor: most of it daily work, one line in ten of the other kind. */
function corpus(): string[] {
  const lines: string[] = [];
  let size = 0;
  for (let at = 0; size < MEGABYTE; at += 1) {
    const line = at % 10 === 9 ? BAD[Math.floor(at / 10) % BAD.length]![2] : DAILY[at % DAILY.length]!;
    lines.push(`${line} --run ${at}`);
    size += line.length;
  }
  return lines;
}

const withoutSigns = (line: string) => void line.replaceAll('^', '').replaceAll('"', '').replaceAll('`', '');

function milliseconds(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const round1 = (value: number) => Math.round(value * 10) / 10;
