import type { Pool, PoolClient } from 'pg';
import { type NewRun, start } from './admit.ts';
import type { Context } from './context.ts';
import { newId } from './ids.ts';
import { cancelRun, lockRun } from './runs.ts';
import { quoteSchema } from './schema.ts';
import { type Transaction, transact } from './transaction.ts';

/** The channel on which engines of one schema wake each other. */
export const channelOf = (schema: string) => `engine_${schema.replaceAll('"', '')}`;

async function request(client: Pool | PoolClient, schema: string, values: (string | null)[]): Promise<void> {
  await client.query(
    `with command as (insert into ${quoteSchema(schema)}.command (kind, run_id, new_run_id) values ($1, $2, $3))
     select pg_notify($4, '')`,
    [...values, channelOf(schema)],
  );
}

/** Asks the engines on this database, from any process, to cancel a run. A run that is over stays as it is. */
export function requestCancel(client: Pool | PoolClient, runId: string, schema = 'engine'): Promise<void> {
  return request(client, schema, ['cancel', runId, null]);
}

/** Asks the engines on this database, from any process, to run a run's function with its event again. */
export async function requestReplay(
  client: Pool | PoolClient,
  runId: string,
  schema = 'engine',
): Promise<{ runId: string }> {
  const newRunId = newId();
  await request(client, schema, ['replay', runId, newRunId]);
  return { runId: newRunId };
}

/** Carries out what other processes asked for. */
export async function runCommands(ctx: Context): Promise<void> {
  await transact(ctx, async (tx) => {
    const commands = await tx.query<{ kind: 'cancel' | 'replay'; run_id: string; new_run_id: string | null }>(
      'take_commands',
      `delete from $s.command where id in (select id from $s.command order by id limit 100 for update skip locked)
       returning kind, run_id, new_run_id`,
      [],
    );
    for (const { kind, run_id, new_run_id } of commands) {
      if (kind === 'cancel') await cancelRun(tx, run_id, 'cancelled by request');
      else if (!(await replayRun(tx, run_id, new_run_id!))) {
        ctx.log.warn({ runId: run_id }, 'a run to replay is not known');
      }
    }
  });
}

/** Starts the run's function with its event again, past idempotency, rate limit and debounce. */
export async function replayRun(tx: Transaction, runId: string, newRunId: string): Promise<boolean> {
  const run = await lockRun(tx, runId);
  const fn = run && tx.ctx.functions.get(run.function_id);
  if (!fn) return false;
  const replay: NewRun = { id: newRunId, replayOf: runId };
  return start(tx, fn, run.event, replay);
}
