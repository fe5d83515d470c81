import { and, eq, sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { cases, type RunStatus, runs } from '../../db/schema/index.ts';
import { SYSTEM } from '../../domain/actor.ts';
import { updateAutomation } from '../automations/patch.ts';
import { as, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { eventsOf, rowOf, timelineOf } from '../testing/reads.ts';
import { sweepScout } from './sweep.ts';
import { scoutsCase, settled } from './testing/scouts-case.ts';

const floor = testFloor();
const LATER = new Date(NOW.getTime() + 10 * 60_000);
const failures: [key: string, error: unknown][] = [];
const sweep = (now = LATER) =>
  sweepScout({ ctx: ctxOf(floor.db, SYSTEM, now), failed: (key, error) => failures.push([key, error]) });
const runsOf = async (key: string) => {
  const { id } = await rowOf(floor.db, key);
  return floor.db
    .select()
    .from(runs)
    .where(and(eq(runs.caseId, id), eq(runs.automation, 'scout')));
};
const lastReason = async (key: string) =>
  (await timelineOf(floor.db, key)).filter(({ kind }) => kind === 'assigned').at(-1)?.summary;

/** A case that Scout has had since before it could work: nothing tells it of the case. */
async function neverTold(): Promise<string> {
  const key = await scoutsCase(floor);
  const { id } = await rowOf(floor.db, key);
  await floor.db.delete(runs).where(eq(runs.caseId, id));
  return key;
}
/** The same whose run has ended like this. */
async function left(status: RunStatus, endedAt: Date | null = NOW): Promise<string> {
  const key = await neverTold();
  const { id } = await rowOf(floor.db, key);
  const of = { automation: 'scout', eventId: newId(), eventName: 'case/assigned', caseId: id };
  await floor.db.insert(runs).values({ id: newId(), ...of, status, endedAt, createdAt: NOW });
  return key;
}

beforeEach(async () => {
  failures.length = 0;
  await floor.db.update(cases).set({ assigneeId: floor.people.lead.id });
});

test('a case that was never told of gets its event, once, whoever sweeps', async () => {
  const key = await neverTold();
  const before = (await eventsOf(floor.db, key)).length;
  expect((await Promise.all([sweep(), sweep(), sweep()])).toSorted()).toEqual([0, 0, 1]);
  expect(await sweep()).toBe(0);
  expect(await runsOf(key)).toMatchObject([{ status: 'queued', eventName: 'case/assigned' }]);
  const events = (await eventsOf(floor.db, key)).slice(before);
  expect(events.map(({ name, data }) => [name, data.owner])).toEqual([['case/assigned', 'ai']]);
  expect((await rowOf(floor.db, key)).assigneeId).toBe(floor.scout.id);
});

test.each<[RunStatus, string]>([
  ['cancelled', 'Scout’s run was cancelled.'],
  ['failed', 'Scout’s run ended without a result.'],
  ['skipped', 'Scout’s run ended without a result.'],
])('a case whose run was %s goes to a person', async (status, why) => {
  const key = await left(status);
  expect(await sweep()).toBe(1);
  expect((await rowOf(floor.db, key)).assigneeId).not.toBe(floor.scout.id);
  expect(await lastReason(key)).toContain(why);
  expect(await sweep()).toBe(0);
});

test('while Scout is off, a case of its own goes to a person', async () => {
  const enabled = (on: boolean) =>
    updateAutomation({ ctx: ctxOf(floor.db, as(floor.people.admin)), input: { id: 'scout', patch: { enabled: on } } });
  await enabled(false);
  const key = await neverTold();
  expect(await sweep()).toBe(1);
  await enabled(true);
  expect(await lastReason(key)).toContain('Scout is switched off.');
});

test('a case that came back to it after its work goes to a person', async () => {
  const key = await scoutsCase(floor);
  await settled(floor, key);
  const { id } = await rowOf(floor.db, key);
  await floor.db
    .update(cases)
    .set({ stage: 'new', state: 'triage', assigneeId: floor.scout.id })
    .where(eq(cases.id, id));
  expect(await sweep()).toBe(1);
  expect(await lastReason(key)).toContain('Scout has worked it before.');
});

test.each<[string, () => Promise<unknown>, Date]>([
  ['whose run is under way', () => left('waiting', null), LATER],
  ['whose run has just failed, and may hand it over itself', () => left('failed', LATER), LATER],
  ['that was just given', () => neverTold(), NOW],
  [
    'on hold',
    async () => {
      const { id } = await rowOf(floor.db, await neverTold());
      const hold = { stage: 'on_hold', state: 'on_hold', onHoldReason: 'Waits.', wakeAt: LATER } as const;
      await floor.db.update(cases).set(hold).where(eq(cases.id, id));
    },
    LATER,
  ],
  ['that has ended', async () => settled(floor, await scoutsCase(floor)), LATER],
])('a case %s is left alone', async (_name, given, now) => {
  await given();
  expect(await sweep(now)).toBe(0);
});

test('a case that cannot be seen to holds up none behind it, however many there are', async () => {
  const bad = [];
  for (let n = 0; n < 21; n += 1) bad.push(await neverTold());
  const good = await neverTold();
  // Whatever is written about these fails.
  const numbers = bad.map((key) => Number(key.slice('CASE-'.length)));
  await floor.db.execute(
    sql.raw(`
    create function refuse_case() returns trigger language plpgsql as $$ begin raise exception 'this case is broken'; end $$;
    create trigger refuse_case before insert on outbox for each row
      when ((new.data ->> 'key') in (${numbers.map((number) => `'CASE-${number}'`).join(', ')})) execute function refuse_case()`),
  );
  expect(await sweep()).toBe(1);
  await floor.db.execute(sql`drop trigger refuse_case on outbox`);
  expect(failures.map(([key]) => key)).toEqual(bad);
  expect(await runsOf(good)).toMatchObject([{ status: 'queued' }]);
});
