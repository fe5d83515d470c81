import { parseArgs } from 'node:util';
import { superuserUrl } from './seed/database-url.ts';
import { writeSeed } from './seed/write.ts';

/**
 * `npm run seed -- --cases 1000000 --members 40 --days 365`: fills a database with cases of the past, as a floor would have them after
 * that time. For trying the product and its queries at size; no automation runs for them. Another `--seed` adds other cases.
 */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    members: { type: 'string', default: '40' },
    days: { type: 'string', default: '365' },
    seed: { type: 'string', default: '1' },
  },
});
const [cases, members, days, seed] = [values.cases, values.members, values.days, values.seed].map(Number) as [
  number,
  number,
  number,
  number,
];
if (![cases, members, days].every((number) => Number.isInteger(number) && number >= 1) || !Number.isInteger(seed))
  throw new Error('Write --cases, --members and --days as <number> from 1 on, and --seed as a <number>.');

const began = Date.now();
const SAY_EVERY = 50_000;
const url = process.env.DATABASE_URL || superuserUrl(process.env.DATA_DIR || '.data');
await writeSeed(url, { cases, members, days, seed, now: new Date() }, (written) => {
  if (written % SAY_EVERY === 0 && written < cases) say(`${shown(written)} of ${shown(cases)} cases`);
});
say(`done: ${shown(cases)} cases`);

function shown(count: number): string {
  return count.toLocaleString('en');
}

function say(what: string): void {
  process.stdout.write(`${what} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`);
}
