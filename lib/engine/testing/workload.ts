import type { Inngest } from 'inngest';
import type { Pool } from 'pg';
import type { Transition, TransitionWriter } from '../index.ts';

/** What the workload leaves behind, beside the engine's own tables. */
export const WORKLOAD_TABLES = `
  create table effect (key text primary key);
  create table execution (key text, at timestamptz default clock_timestamp());
  create table ledger (run_id text, function_id text, event_id text, kind text, step text);`;

/** The keys that one event of the workload leaves in `effect`, once each. */
export const effectsOf = (eventId: string) =>
  ['a', 'b', 'c', 'child', 'callee', 'd'].map((name) => `${eventId} ${name}`);

/** Functions of serial and parallel steps, events, invokes and sleeps, each step of which writes one row. */
export function workload(client: Inngest, pool: Pool) {
  const effect = async (key: string) => {
    await pool.query('insert into execution (key) values ($1)', [key]);
    await pool.query('insert into effect (key) values ($1) on conflict do nothing', [key]);
  };
  const callee = client.createFunction({ id: 'callee', retries: 0, triggers: [] }, async ({ event, step }) =>
    step.run('callee', () => effect(`${(event.data as { root?: string }).root} callee`)),
  );
  const child = client.createFunction(
    { id: 'child', retries: 0, triggers: [{ event: 'kill/child' }] },
    async ({ event, step }) => step.run('child', () => effect(`${event.data.root} child`)),
  );
  const root = client.createFunction(
    { id: 'root', retries: 0, triggers: [{ event: 'kill/root' }], concurrency: { limit: 4 } },
    async ({ event, step }) => {
      await step.run('a', () => effect(`${event.id} a`));
      await Promise.all([step.run('b', () => effect(`${event.id} b`)), step.run('c', () => effect(`${event.id} c`))]);
      await step.sendEvent('emit', { name: 'kill/child', data: { root: event.id } });
      await step.invoke('call', { function: callee, data: { root: event.id } });
      await step.run('d', () => effect(`${event.id} d`));
      return event.id;
    },
  );
  return [root, child, callee];
}

/** Writes every transition into `ledger`, in the transaction that makes it. */
export async function recordInLedger(tx: TransitionWriter, transitions: Transition[]): Promise<void> {
  for (const one of transitions) {
    if (one.kind === 'run.skipped') continue;
    await tx.query({
      name: 'ledger',
      text: 'insert into ledger (run_id, function_id, event_id, kind, step) values ($1, $2, $3, $4, $5)',
      values: [one.runId, one.functionId, one.eventId, one.kind, 'name' in one ? one.name : null],
    });
  }
}
