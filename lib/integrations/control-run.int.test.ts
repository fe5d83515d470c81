import { eq } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../db/id.ts';
import { audit, runs } from '../db/schema/index.ts';
import { migrate } from '../engine/index.ts';
import { as, ctxOf, testFloor } from '../services/testing/fixtures.ts';
import { cancelRun, replayRun } from './control-run.ts';

const floor = testFloor();
let pool: pg.Pool;

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: floor.url, max: 2 });
  await migrate(pool);
});
afterAll(() => pool.end());

async function makeRun(fields: Partial<typeof runs.$inferInsert> = {}): Promise<string> {
  const id = newId();
  await floor.db.insert(runs).values({
    id,
    automation: 'wiz-incident',
    eventId: newId(),
    eventName: 'wiz/issue.received',
    engineRunId: `engine-${id}`,
    status: 'running',
    createdAt: new Date(),
    ...fields,
  });
  return id;
}
const control = (id: string, server?: string) => ({
  ctx: ctxOf(floor.db, as(floor.people.lead)),
  input: { id, pool, server },
});
const commands = async (engineRunId: string) =>
  (await pool.query('select kind, new_run_id from engine.command where run_id = $1', [engineRunId])).rows;

test('a cancel reaches the engine as a row, and the audit', async () => {
  const id = await makeRun();
  expect(await cancelRun(control(id))).toMatchObject({ id, status: 'running' });
  expect(await commands(`engine-${id}`)).toEqual([{ kind: 'cancel', new_run_id: null }]);
  expect(await floor.db.select().from(audit).where(eq(audit.entityId, id))).toMatchObject([{ action: 'run.cancel' }]);
});

test('a replay answers the new run, which the engine will make under the id that it was told', async () => {
  const id = await makeRun({ status: 'failed' });
  const made = await replayRun(control(id));
  expect(made).toMatchObject({ status: 'queued', replayOf: id });
  const [row] = await floor.db.select().from(runs).where(eq(runs.id, made.id));
  expect(await commands(`engine-${id}`)).toEqual([{ kind: 'replay', new_run_id: row!.engineRunId }]);
});

test('what is over is not cancelled, what no engine has is not controlled, what a server runs is controlled there', async () => {
  const ended = await makeRun({ status: 'completed' });
  await expect(cancelRun(control(ended))).rejects.toMatchObject({
    code: 'conflict',
    message: 'The run is completed already.',
  });
  const queued = await makeRun({ engineRunId: null, status: 'queued' });
  await expect(replayRun(control(queued))).rejects.toMatchObject({ code: 'conflict' });
  const running = await makeRun();
  for (const verb of [cancelRun, replayRun])
    await expect(verb(control(running, 'http://inngest:8288'))).rejects.toMatchObject({ code: 'conflict' });
  expect(await commands(`engine-${running}`)).toEqual([]);
});
