import { parseArgs } from 'node:util';
import pg from 'pg';
import { randomOf } from '#e2e/support/random.ts';
import { batchOf } from './seed/batch.ts';
import { databaseUrl } from './seed/database-url.ts';
import { readFacts } from './seed/facts.ts';
import { writeBatch } from './seed/write.ts';

/**
 * `npm run seed -- --cases 1000000`: fills a database with cases of the past year, as a floor would have them after that time. For
 * trying the product and its queries at size; no automation runs for them.
 */
const { values } = parseArgs({
  options: { cases: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const [total, seed] = [Number(values.cases), Number(values.seed)];
if (!Number.isInteger(total) || total < 1 || !Number.isInteger(seed))
  throw new Error('Write --cases <number> and --seed <number>.');

const BATCH = 5_000;
const began = Date.now();
const client = new pg.Client({
  connectionString: process.env.DATABASE_URL || databaseUrl(process.env.DATA_DIR || '.data'),
  application_name: 'watchfloor seed',
});
await client.connect();
try {
  const facts = await readFacts(client, new Date());
  const random = randomOf(seed);
  for (let from = 0; from < total; from += BATCH) {
    const to = Math.min(total, from + BATCH);
    await writeBatch(client, batchOf(random, facts, { from, to, total }));
    if (to === total || (to / BATCH) % 10 === 0)
      say(`${to.toLocaleString('en')} of ${total.toLocaleString('en')} cases`);
  }
  await client.query('analyze');
  say(`done: ${total.toLocaleString('en')} cases`);
} finally {
  await client.end();
}

function say(what: string): void {
  process.stdout.write(`${what} (${((Date.now() - began) / 1000).toFixed(1)} s)\n`);
}
