import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import * as schema from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/database.ts';
import { type Actor, SYSTEM } from '../../domain/actor.ts';
import { emit, transact } from '../kernel/index.ts';
import { authorizeControl } from './authorize-control.ts';
import { beginRun } from './begin.ts';
import { getRun } from './get.ts';
import { ledgerEventId } from './ledger-event-id.ts';
import { linkCase } from './link-case.ts';
import { listRuns } from './list.ts';
import { recordReplay } from './record-replay.ts';
import { recordTransitions } from './record-transitions.ts';
import { skipRun } from './skip.ts';
import type { Transition } from './transition.ts';

let database: TestDatabase;
let db: ReturnType<typeof connectTo>;
const connectTo = (from: TestDatabase) => drizzle(from.pool, { schema });

beforeAll(async () => {
  database = await createTestDatabase();
  db = connectTo(database);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query('truncate runs, run_steps, outbox, cases, deliveries, audit, effects cascade');
});

const NOW = new Date('2026-03-02T12:00:00.000Z');
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const person = (role: 'admin' | 'lead' | 'analyst' | 'viewer'): Actor => ({
  kind: 'user',
  id: newId(),
  name: 'Ada',
  role,
});
const ctx = (actor: Actor = person('lead')) => ({ db, actor, now: NOW });
const view = (id: string, actor?: Actor) => getRun({ ctx: ctx(actor), input: { id } });

/** An event with its ledger rows, as intake writes them. */
async function happen(deliveryId = newId()) {
  const emitted = await transact(ctx(SYSTEM), 'test', (tx) =>
    emit(
      tx,
      'wiz/issue.received',
      { deliveryId, connector: 'wiz', objectKey: 'o', receivedAt: NOW.toISOString() },
      { deliveryId },
    ),
  );
  return { eventId: emitted.eventId, runId: emitted.runs[0]!.runId, deliveryId };
}

const about = (eventId: string, runId: string, functionId = 'wiz-incident') => ({
  runId,
  functionId,
  eventId,
  eventName: 'wiz/issue.received',
});
const run = (kind: string, of: object, seconds = 0, more = {}) =>
  ({ kind, ...of, at: at(seconds), ...more }) as Transition;
const step = (kind: string, of: object, stepId: string, seconds = 0, more = {}) =>
  ({ kind, ...of, stepId, name: `Step ${stepId}`, op: 'StepRun', attempt: 0, at: at(seconds), ...more }) as Transition;

/** On a client in a transaction, as the engine does it. */
async function record(...transitions: Transition[]): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await recordTransitions(client, transitions);
    await client.query('commit');
  } finally {
    client.release();
  }
}

async function makeCase({ restricted = false, deliveryId = null as string | null } = {}) {
  const id = newId();
  const { rows } = await database.pool.query(
    `insert into cases
       (id, title, severity, severity_rank, state, stage, queue, restricted, started_at, created_by, created_at, updated_at)
     values ($1, 't', 'high', 3, 'new', 'new', 'triage', $2, now(), '{}', now(), now()) returning number`,
    [id, restricted],
  );
  if (deliveryId)
    await database.pool.query(
      `insert into case_events (id, case_id, vendor, vendor_id, delivery_id, title, at, received_at, raw)
       values ($1, $2, 'wiz', 'o', $3, 't', now(), now(), '{}')`,
      [newId(), id, deliveryId],
    );
  return { id, key: `CASE-${rows[0].number}` };
}

describe('recordTransitions', () => {
  test('follows a run from its event to its end, in the row that was made with the event', async () => {
    const { eventId, runId, deliveryId } = await happen();
    const of = about(eventId, 'ENGINE-1');
    await record(run('run.queued', of, 1));
    expect(await view(runId)).toMatchObject({ status: 'queued', steps: [] });
    await record(run('run.started', of, 2), step('step.started', of, 'a', 2));
    await record(
      step('step.completed', of, 'a', 3, { startedAt: at(2), endedAt: at(3), output: { key: 'CASE-1' } }),
      step('step.started', of, 'b', 3, { op: 'Sleep' }),
      run('run.waiting', of, 3),
    );
    expect(await view(runId)).toMatchObject({ status: 'waiting', reason: 'Waits in the step “Step b”.' });
    const made = await makeCase({ deliveryId });
    await record(run('run.started', of, 9), step('step.completed', of, 'b', 9, { op: 'Sleep' }));
    await record(run('run.completed', of, 10, { output: { done: true } }));
    expect(await view(runId)).toMatchObject({
      id: runId,
      automation: 'wiz-incident',
      status: 'completed',
      reason: null,
      event: { id: eventId, data: { objectKey: 'o' } },
      caseKey: made.key,
      deliveryId,
      startedAt: at(2).toISOString(),
      endedAt: at(10).toISOString(),
      output: { done: true },
      steps: [
        { id: 'a', status: 'completed', output: { key: 'CASE-1' }, endedAt: at(3).toISOString() },
        { id: 'b', op: 'Sleep', status: 'completed', startedAt: at(3).toISOString(), endedAt: at(9).toISOString() },
      ],
    });
  });

  test('a failed try, its error and the next try are shown', async () => {
    const { eventId, runId } = await happen();
    const of = about(eventId, 'ENGINE-1');
    const error = { name: 'ConnectorError', message: 'Wiz answered 503.', stack: 'at secret.ts' };
    await record(run('run.queued', of), run('run.started', of, 1));
    await record(step('step.retrying', of, 'a', 2, { error, retryAt: at(8) }));
    expect((await view(runId)).steps[0]).toMatchObject({
      status: 'retrying',
      retryAt: at(8).toISOString(),
      error: { name: 'ConnectorError', message: 'Wiz answered 503.' },
    });
    await record(step('step.failed', of, 'a', 9, { attempt: 1, error }), run('run.failed', of, 9, { error }));
    const ended = await view(runId);
    expect(ended).toMatchObject({ status: 'failed', error: { message: 'Wiz answered 503.' } });
    expect(ended.steps[0]).toMatchObject({ status: 'failed', attempt: 1, retryAt: null });
    expect(JSON.stringify(ended)).not.toContain('secret.ts');
  });

  test('what has ended does not move back, and a skip by the function survives its completion', async () => {
    const ended = await happen();
    const of = about(ended.eventId, 'ENGINE-1');
    await record(run('run.queued', of), run('run.completed', of, 1, { output: 1 }));
    await record(run('run.started', of, 2), run('run.failed', of, 3, { error: { name: 'E', message: 'm' } }));
    expect(await view(ended.runId)).toMatchObject({ status: 'completed', output: 1, error: null });

    const skipped = await happen();
    const other = about(skipped.eventId, 'ENGINE-2');
    await record(run('run.queued', other), run('run.started', other));
    await skipRun(db, { runId: skipped.runId, reason: 'Not run because it is switched off.', now: at(1) });
    await record(run('run.completed', other, 2));
    expect(await view(skipped.runId)).toMatchObject({
      status: 'skipped',
      reason: 'Not run because it is switched off.',
      endedAt: at(1).toISOString(),
    });
  });

  test('a skip by the engine says why; one of an automation that does not subscribe leaves nothing', async () => {
    const { eventId, runId } = await happen();
    const skip = (functionId: string) =>
      run('run.skipped', { eventId, eventName: 'e', functionId }, 1, {
        reason: 'the rate limit of 1 in 60 s is used up',
      });
    await record(skip('wiz-incident'), skip('advance-runbook'));
    expect(await view(runId)).toMatchObject({
      status: 'skipped',
      reason: 'Not run because the rate limit of 1 in 60 s is used up.',
      siblings: [],
    });
  });

  test('a replay is a run of its own beside the first, with its case and delivery', async () => {
    const { eventId, runId, deliveryId } = await happen();
    const made = await makeCase();
    await linkCase(db, { runId, caseId: made.id });
    await record(run('run.queued', about(eventId, 'ENGINE-1')), run('run.completed', about(eventId, 'ENGINE-1'), 1));
    await record(run('run.queued', about(eventId, 'ENGINE-2'), 2, { replayOf: 'ENGINE-1' }));
    const [sibling] = (await view(runId)).siblings;
    expect(sibling).toMatchObject({ replayOf: runId, caseKey: made.key, deliveryId, status: 'queued' });
  });

  test('timers and invocations, which have no row yet, get one', async () => {
    const { eventId, runId, deliveryId } = await happen();
    const parent = about(eventId, 'ENGINE-1');
    await record(run('run.queued', parent));
    const child = {
      ...about('01JX0000000000000000000000', 'ENGINE-2', 'check-observables'),
      eventName: 'inngest/function.invoked',
    };
    await record(run('run.queued', child, 1, { parentRunId: 'ENGINE-1' }));
    const { items } = await listRuns({ ctx: ctx(), input: { automation: 'check-observables' } });
    expect(items).toMatchObject([{ deliveryId, event: { id: ledgerEventId('01JX0000000000000000000000') } }]);
    expect((await view(items[0]!.id)).event.data).toEqual({});
    expect(items[0]!.id).not.toBe(runId);
  });

  test('a run that the ledger has not heard of is bound when it starts', async () => {
    const { eventId, runId } = await happen();
    await record(run('run.started', about(eventId, 'ENGINE-1'), 1));
    expect(await view(runId)).toMatchObject({ status: 'running', startedAt: at(1).toISOString() });
  });

  test('what jsonb refuses, and what is too large, does not fail the engine', async () => {
    const { eventId, runId } = await happen();
    const of = about(eventId, 'ENGINE-1');
    await record(
      run('run.queued', of),
      step('step.completed', of, 'a', 1, { output: { text: 'a\0b' } }),
      step('step.completed', of, 'b', 1, { output: 'x'.repeat(70_000) }),
      run('run.failed', of, 1, { error: { name: 'E', message: `\0${'m'.repeat(9_000)}` } }),
    );
    const { steps, error } = await view(runId);
    expect(steps.map(({ output }) => output)).toEqual([{ text: 'a\ufffdb' }, { truncated: true, characters: 70_002 }]);
    expect(error!.message).toHaveLength(4_000);
  });

  test('many runs in one batch, each in its own row', async () => {
    const events = await Promise.all(Array.from({ length: 30 }, () => happen()));
    const each = (kind: string) => events.map(({ eventId }, n) => run(kind, about(eventId, `ENGINE-${n}`), n));
    await record(...each('run.queued'), ...each('run.started'), ...each('run.completed'));
    for (const [n, { runId }] of events.entries())
      expect(await view(runId)).toMatchObject({ status: 'completed', endedAt: at(n).toISOString() });
  });
});

describe('beginRun', () => {
  test('finds the row of the event, once for every call', async () => {
    const { eventId, runId, deliveryId } = await happen();
    const input = {
      eventId,
      eventName: 'wiz/issue.received',
      automation: 'wiz-incident',
      engineRunId: 'ENGINE-1',
      now: NOW,
    };
    const begun = await Promise.all(Array.from({ length: 8 }, () => beginRun(db, input)));
    for (const one of begun) expect(one).toEqual({ runId, status: 'queued', caseId: null, deliveryId });
  });

  test('makes one where the engine started a run without, also at once', async () => {
    const input = {
      eventId: 'timer-1',
      eventName: 'inngest/scheduled.timer',
      automation: 'wiz-incident',
      engineRunId: 'ENGINE-1',
      now: NOW,
    };
    const begun = await Promise.all(Array.from({ length: 8 }, () => beginRun(db, input)));
    expect(new Set(begun.map(({ runId }) => runId)).size).toBe(1);
    const replay = await beginRun(db, { ...input, engineRunId: 'ENGINE-2' });
    expect(await view(replay.runId)).toMatchObject({ replayOf: begun[0]!.runId });
  });
});

describe('control', () => {
  test('names the run at the engine to who may control it', async () => {
    const { eventId, runId } = await happen();
    const control = (actor: Actor, id = runId) => authorizeControl({ ctx: ctx(actor), input: { id } });
    await expect(control(person('lead'))).rejects.toMatchObject({ code: 'conflict' });
    await record(run('run.queued', about(eventId, 'ENGINE-1')));
    expect(await control(person('lead'))).toEqual({ runId, engineRunId: 'ENGINE-1', status: 'queued' });
    await expect(control(person('analyst'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(control(person('lead'), newId())).rejects.toMatchObject({ code: 'not_found' });
    await expect(control(person('lead'), 'x')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a replay has its row before the engine tells of it, and keeps it', async () => {
    const { eventId, runId } = await happen();
    await record(run('run.queued', about(eventId, 'ENGINE-1')), run('run.completed', about(eventId, 'ENGINE-1')));
    const replay = await recordReplay({ ctx: ctx(), input: { id: runId, engineRunId: 'ENGINE-2' } });
    const of = about(eventId, 'ENGINE-2');
    await record(run('run.queued', of, 1, { replayOf: 'ENGINE-1' }), run('run.started', of, 2));
    expect(await view(replay.runId)).toMatchObject({ status: 'running', replayOf: runId });
    expect((await view(runId)).siblings).toHaveLength(1);
    const { rows } = await database.pool.query('select action, entity_id from audit');
    expect(rows).toEqual([{ action: 'run.replay', entity_id: runId }]);
  });

  test('also when the engine was faster', async () => {
    const { eventId, runId } = await happen();
    await record(run('run.queued', about(eventId, 'ENGINE-1')), run('run.completed', about(eventId, 'ENGINE-1')));
    await record(run('run.queued', about(eventId, 'ENGINE-2'), 1, { replayOf: 'ENGINE-1' }));
    const replay = await recordReplay({ ctx: ctx(), input: { id: runId, engineRunId: 'ENGINE-2' } });
    expect((await view(runId)).siblings.map(({ id }) => id)).toEqual([replay.runId]);
  });
});

describe('who sees what', () => {
  test('what an intake’s run put out holds the vendor’s words: only for who may read bodies', async () => {
    const { eventId, runId } = await happen();
    const of = about(eventId, 'ENGINE-1');
    await record(
      run('run.queued', of),
      step('step.completed', of, 'S1', 1, { name: 'Map', op: 'StepRun', output: { title: 'secret words' } }),
      run('run.completed', of, 2, { output: { title: 'secret words' } }),
    );
    expect(JSON.stringify(await view(runId, person('analyst'))).match(/secret words/g)).toHaveLength(2);
    const seen = await view(runId, person('viewer'));
    expect(JSON.stringify(seen)).not.toContain('secret words');
    expect(seen.steps).toMatchObject([{ name: 'Map', status: 'completed' }]);
  });

  test('the runs of a hidden case do not exist', async () => {
    const open = await happen();
    const secret = await happen();
    await linkCase(db, { runId: secret.runId, caseId: (await makeCase({ restricted: true })).id });
    const ids = async (actor: Actor) => (await listRuns({ ctx: ctx(actor), input: {} })).items.map(({ id }) => id);
    expect(await ids(person('analyst'))).toEqual([open.runId]);
    expect(await ids(person('lead'))).toEqual([secret.runId, open.runId]);
    await expect(view(secret.runId, person('viewer'))).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('list', () => {
  test('pages newest first and filters', async () => {
    const events = [];
    for (let n = 0; n < 4; n += 1) events.push(await happen());
    const made = await makeCase();
    await linkCase(db, { runId: events[0]!.runId, caseId: made.id });
    await skipRun(db, { runId: events[1]!.runId, reason: 'x', now: NOW });
    const ids = async (input: object) => (await listRuns({ ctx: ctx(), input })).items.map(({ id }) => id);
    const first = await listRuns({ ctx: ctx(), input: { limit: 3 } });
    expect(first).toMatchObject({ count: { value: 4, capped: false } });
    expect(await ids({ limit: 3, cursor: first.nextCursor! })).toEqual([events[0]!.runId]);
    expect(await ids({ case: made.key.toLowerCase() })).toEqual([events[0]!.runId]);
    expect(await ids({ status: 'skipped,failed' })).toEqual([events[1]!.runId]);
    expect(await ids({ automation: 'advance-runbook' })).toEqual([]);
    await expect(ids({ case: 'x' })).rejects.toMatchObject({ errors: [{ pointer: '/case' }] });
    await expect(ids({ status: 'asleep' })).rejects.toMatchObject({ code: 'invalid' });
  });
});

test('ids of events that are not ours become UUIDs, always the same', () => {
  const uuid = newId();
  expect(ledgerEventId(uuid.toUpperCase())).toBe(uuid);
  expect(ledgerEventId('01JX')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ledgerEventId('01JX')).toBe(ledgerEventId('01JX'));
  expect(ledgerEventId('01JX')).not.toBe(ledgerEventId('01JY'));
});
