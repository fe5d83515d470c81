/**
 * A process to be killed: runs the workload until a signal ends it. Arguments: the database's URL, `on` or `off` for
 * checkpointing. Writes `ready` when it takes work.
 */
import pg from 'pg';
import { startHarness } from './harness.ts';
import { recordInLedger, workload } from './workload.ts';

const [url, checkpointing] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 8 });

await startHarness({
  url: url!,
  checkpointing: checkpointing === 'on',
  functions: (client) => workload(client, pool),
  onTransition: recordInLedger,
  leaseMs: 500,
  pollMs: 100,
  concurrency: 8,
});
process.stdout.write('ready\n');
