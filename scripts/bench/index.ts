import { parseArgs } from 'node:util';
import { benchDesk } from './desk.ts';
import { benchEngine } from './engine.ts';
import { benchExtraction } from './extraction.ts';
import { benchHook } from './hook.ts';
import type { Benchmark, Row } from './row.ts';
import { tableOf } from './table.ts';
import { benchVisible } from './visible.ts';

/**
 * `npm run bench`: one table of what we promise, each figure beside what it is held against, both sides measured now and here.
 * `-- --only engine` measures one; `--quick` loads for ten seconds instead of a minute, `--cases 1000000` is how many
 * the desk is measured at.
 */
const BENCHMARKS: Record<string, Benchmark> = {
  extraction: benchExtraction,
  engine: benchEngine,
  visible: benchVisible,
  hook: benchHook,
  desk: benchDesk,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    cases: { type: 'string', default: '100000' },
  },
});
const cases = Number(values.cases);
if (!Number.isInteger(cases) || cases < 1) throw new Error('Write --cases as a number from 1 on.');
const chosen = values.only === undefined ? Object.keys(BENCHMARKS) : values.only.split(',');
const unknown = chosen.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(', ')}. Known: ${Object.keys(BENCHMARKS).join(', ')}.`);

const rows: Row[] = [];
for (const name of chosen) {
  process.stderr.write(`measuring ${name} …\n`);
  rows.push(...(await BENCHMARKS[name]!({ seconds: values.quick ? 10 : 60, cases })));
}
process.stdout.write(`${tableOf(rows)}\n`);
