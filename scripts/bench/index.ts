import { parseArgs } from 'node:util';
import { benchAi } from './ai.ts';
import { benchBrowser } from './browser.ts';
import { benchCommandLine } from './command-line.ts';
import { benchDesk } from './desk.ts';
import { benchEngine } from './engine.ts';
import { benchExtraction } from './extraction.ts';
import { benchHook } from './hook.ts';
import { benchIntel } from './intel.ts';
import type { Benchmark, Row } from './row.ts';
import { tableOf } from './table.ts';
import { benchVisible } from './visible.ts';

/**
 * `npm run bench`: one table of what we promise, each figure beside what it is held against, both sides measured now and here.
 * `-- --only engine` measures one; `--quick` loads for ten seconds instead of a minute, `--seconds 1800` is how long
 * exactly, `--cases 1000000` how many the desk is measured at.
 */
const BENCHMARKS: Record<string, Benchmark> = {
  extraction: benchExtraction,
  commandline: benchCommandLine,
  ai: benchAi,
  engine: benchEngine,
  intel: benchIntel,
  visible: benchVisible,
  hook: benchHook,
  desk: benchDesk,
  browser: benchBrowser,
};
/** How many cases are measured at where nobody says. */
const CASES: Record<string, number> = { browser: 10_000 };
const MANY = 100_000;
/** For watching a page's memory through half an hour of a shift. */
const LONGEST_S = 1_800;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    seconds: { type: 'string' },
    cases: { type: 'string' },
  },
});
const cases = values.cases === undefined ? undefined : Number(values.cases);
if (cases !== undefined && (!Number.isInteger(cases) || cases < 1))
  throw new Error('Write --cases as a number from 1 on.');
const seconds = Number(values.seconds ?? (values.quick ? 10 : 60));
if (!(seconds >= 1 && seconds <= LONGEST_S)) throw new Error(`Write --seconds as a number from 1 to ${LONGEST_S}.`);
const chosen = values.only === undefined ? Object.keys(BENCHMARKS) : values.only.split(',');
const unknown = chosen.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(', ')}. Known: ${Object.keys(BENCHMARKS).join(', ')}.`);

const rows: Row[] = [];
for (const name of chosen) {
  process.stderr.write(`measuring ${name} …\n`);
  rows.push(...(await BENCHMARKS[name]!({ seconds, cases: cases ?? CASES[name] ?? MANY })));
}
process.stdout.write(`${tableOf(rows)}\n`);
