import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { cases, caseTimers } from '../../db/schema/index.ts';
import { SYSTEM } from '../../domain/actor.ts';
import { openCase } from '../cases/open.ts';
import { transitionCase } from '../cases/transition.ts';
import { updateCase } from '../cases/update.ts';
import { after, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { eventsOf, namesOf, rowOf, timelineOf, traceOf } from '../testing/reads.ts';
import { addTimer } from './add-timer.ts';
import { dueTimers, tellTimers } from './tell.ts';

const floor = testFloor();
beforeEach(() => floor.db.execute(sql`truncate cases cascade`));

const robot = (seconds = 0) => ctxOf(floor.db, automation(), after(seconds));
const open = async (more: object = {}, seconds = 0) =>
  (await openCase({ ctx: robot(seconds), input: { fields: { title: 'A case', severity: 'critical', ...more } } })).key;
const tell = async (seconds: number) =>
  (await tellTimers({ ctx: ctxOf(floor.db, SYSTEM, after(seconds)) })).told.map(
    ({ key, timer, what }) => `${key} ${timer} ${what}`,
  );
const slaEvents = async (key: string) => (await namesOf(floor.db, key)).filter((name) => name.startsWith('case/sla'));

test('tells each once, at its moment and not before', async () => {
  const key = await open();
  expect(await tell(719)).toEqual([]);
  expect(await tell(720)).toEqual([`${key} acknowledge at_risk`]);
  expect(await tell(721)).toEqual([]);
  expect(await tell(899)).toEqual([]);
  expect(await tell(900)).toEqual([`${key} acknowledge breached`]);
  expect(await tell(901)).toEqual([]);
  expect((await timelineOf(floor.db, key)).slice(1)).toMatchObject([
    { kind: 'sla', actorKind: 'system', summary: 'Warned that “Time to acknowledge” comes at risk' },
    { kind: 'sla', actorKind: 'system', summary: 'Noted that “Time to acknowledge” ran out: 15 min are over' },
  ]);
  expect((await eventsOf(floor.db, key)).at(-1)).toMatchObject({
    name: 'case/sla.breached',
    data: {
      current: { timer: 'acknowledge', status: 'breached', targetSeconds: 900, dueAt: after(900).toISOString() },
    },
  });
  const [stored] = await floor.db.select().from(caseTimers).where(eq(caseTimers.timerId, 'acknowledge'));
  expect(stored).toMatchObject({
    status: 'breached',
    atRiskToldAt: after(720),
    breachToldAt: after(900),
    nextAt: null,
  });
});

test('what fell due while nothing ran comes at once, in the order in which it fell due', async () => {
  const first = await open();
  const second = await open({ severity: 'high' }, 60);
  expect(await tell(1_000_000)).toEqual([
    `${first} acknowledge at_risk`,
    `${first} acknowledge breached`,
    `${second} acknowledge at_risk`,
    `${second} acknowledge breached`,
    `${first} resolve at_risk`,
    `${first} resolve breached`,
    `${second} resolve at_risk`,
    `${second} resolve breached`,
  ]);
  expect(await tell(1_000_001)).toEqual([]);
});

test('ten workers at once tell each once', async () => {
  const keys = await Promise.all([open(), open(), open(), open()]);
  await Promise.all(Array.from({ length: 10 }, () => tell(1000)));
  // Who found a case held has left it to a later look.
  await tell(1000);
  for (const key of keys) expect(await slaEvents(key)).toEqual(['case/sla.at_risk', 'case/sla.breached']);
});

test('what was kept, paused or moved away in time is not told', async () => {
  const kept = await open();
  const held = await open();
  const lowered = await open();
  const ann = ctxOf(floor.db, as(floor.people.analyst), after(60));
  const end = { verdict: 'false_positive', summary: 'Nothing.' } as const;
  await transitionCase({ ctx: ann, input: { key: kept, to: { state: 'resolved', ...end } } });
  const wakeAt = after(9_000_000);
  await transitionCase({ ctx: ann, input: { key: held, to: { state: 'on_hold', reason: 'Waits', wakeAt } } });
  await updateCase({ ctx: ann, input: { key: lowered, patch: { severity: 'informational' } } });
  expect(await tell(1_000_000)).toEqual([]);
});

test('a promise that was broken before the case ended is told of, however late', async () => {
  const key = await open();
  const end = { verdict: 'false_positive', summary: 'Nothing.' } as const;
  await transitionCase({ ctx: robot(1000), input: { key, to: { state: 'resolved', ...end } } });
  expect(await tell(1001)).toEqual([`${key} acknowledge at_risk`, `${key} acknowledge breached`]);
});

test('a warning that a new target made untrue is given again when it comes true', async () => {
  const key = await open();
  expect(await tell(720)).toEqual([`${key} acknowledge at_risk`]);
  await updateCase({ ctx: robot(730), input: { key, patch: { severity: 'high' } } });
  expect(await tell(1439)).toEqual([]);
  expect(await tell(1440)).toEqual([`${key} acknowledge at_risk`]);
});

test('a custom timer is told of like any other; a stopwatch never', async () => {
  const key = await open({ severity: 'informational' });
  const start = (name: string, targetSeconds: number) =>
    addTimer({ ctx: robot(), input: { key, timer: { name, targetSeconds } } });
  const { id } = await start('Contain', 100);
  await start('So far', 0);
  expect(await tell(1_000)).toEqual([`${key} ${id} at_risk`, `${key} ${id} breached`]);
});

test('a case that somebody holds waits for the next look and holds up no other', async () => {
  const busy = await open();
  const free = await open();
  await floor.db.transaction(async (tx) => {
    const { id } = await rowOf(floor.db, busy);
    await tx.select().from(cases).where(eq(cases.id, id)).for('update');
    expect(await tell(720)).toEqual([`${free} acknowledge at_risk`]);
  });
  expect(await tell(721)).toEqual([`${busy} acknowledge at_risk`]);
});

test('a case that breaks keeps no other silent, and is tried again later', async () => {
  const bad = await open();
  const good = await open();
  const { id } = await rowOf(floor.db, bad);
  await floor.db.execute(
    sql.raw(`alter table timeline add constraint test_breaks check (case_id <> '${id}' or kind <> 'sla')`),
  );
  try {
    const { told, failed } = await tellTimers({ ctx: ctxOf(floor.db, SYSTEM, after(720)) });
    expect(told.map(({ key }) => key)).toEqual([good]);
    expect(failed.map(({ caseId }) => caseId)).toEqual([id]);
    expect(await tell(721)).toEqual([]);
  } finally {
    await floor.db.execute(sql`alter table timeline drop constraint test_breaks`);
  }
  expect(await tell(780)).toEqual([`${bad} acknowledge at_risk`]);
});

test('telling is no edit: neither version nor time of change', async () => {
  const key = await open();
  const { version, updatedAt } = await traceOf(floor.db, key);
  await tell(720);
  expect(await traceOf(floor.db, key)).toMatchObject({ version, updatedAt, events: 3, timeline: 2 });
});

test('only the clock tells', async () => {
  await expect(tellTimers({ ctx: robot() })).rejects.toMatchObject({ code: 'forbidden' });
});

test('a look with nothing due is one question to one index', async () => {
  await open();
  const { rows } = await floor.db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    await tx.execute(sql`set local enable_bitmapscan = off`);
    return tx.execute<{ 'QUERY PLAN': string }>(sql`explain ${dueTimers(tx, after(60))}`);
  });
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/Index (Only )?Scan using case_timers_next/);
  expect(plan).not.toMatch(/Sort/);
});
