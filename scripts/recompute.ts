import { parseArgs } from 'node:util';
import { connect } from '#lib/db/client.ts';
import { recomputeBatch } from '#lib/services/sla/recompute.ts';
import { databaseUrl } from './seed/database-url.ts';

/**
 * `npm run recompute [-- --after 12000]`: rebuilds every stored due time, timer row and figure fact from the cases' timelines, in batches.
 * It may run beside the product, and be stopped: what it prints after each batch says where to go on.
 */
const { values } = parseArgs({ options: { after: { type: 'string', default: '0' } } });
let after = Number(values.after);
if (!Number.isSafeInteger(after) || after < 0)
  throw new Error('Write --after with the number of the last case that is done, such as --after 12000.');

const BATCH = 500;
const total = { cases: 0, timers: 0, leads: 0, facts: 0 };
const { db, pool } = connect(process.env.DATABASE_URL || databaseUrl(process.env.DATA_DIR || '.data'), 1);
try {
  for (let last: number | null = after; last !== null; ) {
    const done = await recomputeBatch(db, after, BATCH, new Date());
    for (const what of ['cases', 'timers', 'leads', 'facts'] as const) total[what] += done[what];
    last = done.last;
    after = last ?? after;
    const corrected = `corrected ${total.timers} timers, ${total.leads} due times, ${total.facts} figure facts`;
    const where = last === null ? 'done' : `to go on from here: --after ${last}`;
    process.stdout.write(`${total.cases} cases read, ${corrected}; ${where}\n`);
  }
} finally {
  await pool.end();
}
