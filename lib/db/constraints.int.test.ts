import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from './id.ts';
import { createTestDatabase, type TestDatabase } from './testing/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const CASE = {
  ...{ title: 't', severity: 'high', severity_rank: 3, state: 'new', stage: 'new', queue: 'triage' },
  ...{ started_at: 'now', created_by: '{}', created_at: 'now', updated_at: 'now' },
};

function insert(table: string, row: Record<string, unknown>) {
  const names = Object.keys(row);
  return database.pool.query(
    `insert into ${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  );
}
const insertCase = async (more: Record<string, unknown> = {}) => {
  const id = newId();
  await insert('cases', { id, ...CASE, ...more });
  return id;
};
const run = { automation: 'wiz-incident', event_name: 'x', status: 'queued', created_at: 'now' };
const ended = { state: 'closed', stage: 'closed', resolution_verdict: 'duplicate', resolution_summary: 's' };

test.each([
  ['cases_rank_of_severity', { severity: 'high', severity_rank: 4 }],
  ['cases_owned', { queue: null }],
  ['cases_hold', { state: 'on_hold', stage: 'on_hold' }],
  ['cases_resolution', { state: 'closed', stage: 'closed' }],
])('%s refuses a case of %j', async (constraint, wrong) => {
  await expect(insertCase(wrong)).rejects.toMatchObject({ code: '23514', constraint });
});

test.each([{ state: 'triage', stage: 'in_progress' }, { state: 'elsewhere' }])(
  'a case of %j has a state that there is, and the stage of it',
  async (wrong) => {
    await expect(insertCase(wrong)).rejects.toMatchObject({ code: '23503', constraint: 'cases_state_of_stage' });
  },
);

test('an ended case needs neither owner nor queue', async () => {
  await expect(insertCase({ ...ended, queue: null })).resolves.toBeTypeOf('string');
});

test('a run and a task refer to what there is', async () => {
  const caseId = await insertCase();
  await expect(insert('runs', { id: newId(), event_id: newId(), ...run, case_id: newId() })).rejects.toMatchObject({
    constraint: 'runs_case_id_cases_id_fk',
  });
  const task = { id: newId(), case_id: caseId, phase: 'p', position: 0, title: 't', assignee_id: newId() };
  await expect(insert('tasks', task)).rejects.toMatchObject({ constraint: 'tasks_assignee_id_members_id_fk' });
});

test('a case that is gone takes its runs along', async () => {
  const caseId = await insertCase();
  const id = newId();
  await insert('runs', { id, event_id: newId(), ...run, case_id: caseId });
  await database.pool.query('delete from cases where id = $1', [caseId]);
  expect((await database.pool.query('select id from runs where id = $1', [id])).rows).toEqual([]);
});
