import { eq, isNull } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { alertDetails, outbox, runs } from '../../db/schema/index.ts';
import { updateAutomation } from '../automations/patch.ts';
import { openCase } from '../cases/open.ts';
import { transitionCase } from '../cases/transition.ts';
import { claimBatch } from '../outbox/claim-batch.ts';
import { markSent } from '../outbox/mark-sent.ts';
import { as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { untilBlocked } from '../testing/waits.ts';
import { requestUnread } from './request-unread.ts';

const floor = testFloor();
/** An hour ahead: what waits for seconds is not let go by a busy machine, since Postgres' clock decides. */
const at = new Date(Date.now() + 3_600_000);
const after = (seconds: number) => new Date(at.getTime() + seconds * 1_000);
const robot = (seconds = 0) => ctxOf(floor.db, automation('crowdstrike-alert'), after(seconds));
const admin = () => ctxOf(floor.db, as(floor.people.admin), new Date());
const settings = (patch: object) => updateAutomation({ ctx: admin(), input: { id: 'crowdstrike-intel', patch } });

beforeEach(async () => {
  await floor.db.update(outbox).set({ sentAt: at }).where(isNull(outbox.sentAt));
  await settings({ enabled: true, parameters: { onAlerts: true, quietSeconds: 10, longestQuietSeconds: 25 } });
});

const open = async () =>
  (await openCase({ ctx: robot(), input: { fields: { title: 'Alerts', severity: 'high' } } })).key;
const ask = (key: string, seconds = 0, vendorId = newId()) =>
  requestUnread({ ctx: robot(seconds), input: { vendor: 'crowdstrike', key, vendorId } }).then(({ asked }) => asked);
const waiting = async (key: string) =>
  (await floor.db.select().from(outbox).where(eq(outbox.name, 'case/alerts.unread'))).filter(
    ({ data, sentAt }) => data.key === key && sentAt === null,
  );

test('of many alerts at once one event waits, with one run', async () => {
  const key = await open();
  const asked = await Promise.all(Array.from({ length: 20 }, () => ask(key)));
  expect(asked.toSorted()).toEqual(['anew', ...Array(19).fill('with others')]);
  const [event, ...others] = await waiting(key);
  expect(others).toEqual([]);
  expect(event).toMatchObject({ notBefore: after(10), caseId: null });
  const started = await floor.db.select().from(runs).where(eq(runs.eventId, event!.id));
  expect(started).toMatchObject([{ automation: 'crowdstrike-intel', status: 'queued', caseId: expect.any(String) }]);
});

test('it waits for quiet, and no longer than is allowed', async () => {
  const key = await open();
  const untilWhen = async () => (await waiting(key)).map(({ notBefore }) => notBefore);
  await ask(key);
  expect([await ask(key, 8), await untilWhen()]).toEqual(['with others', [after(18)]]);
  expect([await ask(key, 17), await untilWhen()]).toEqual(['with others', [after(25)]]);
  expect([await ask(key, 24), await untilWhen()]).toEqual(['with others', [after(25)]]);
});

test('the quiet begins when the case is held, however long that was waited for', async () => {
  const key = await open();
  const late = (seconds: number) => ({ ...robot(), clock: () => after(seconds) });
  await requestUnread({ ctx: late(60), input: { vendor: 'crowdstrike', key, vendorId: newId() } });
  expect(await waiting(key)).toMatchObject([{ notBefore: after(70) }]);
});

test('what follows about the case does not wait behind it', async () => {
  const key = await open();
  await ask(key);
  const to = { state: 'in_progress' } as const;
  await transitionCase({ ctx: ctxOf(floor.db, as(floor.people.lead), at), input: { key, to } });
  const claimed = await floor.db.transaction((tx) => claimBatch(tx, 100));
  expect(claimed.map(({ name }) => name)).toContain('case/state.changed');
  expect(claimed.map(({ name }) => name)).not.toContain('case/alerts.unread');
});

test('one that is on its way takes nobody with it', async () => {
  const key = await open();
  await ask(key);
  const late = await floor.db.transaction(async (tx) => {
    const held = await claimBatch(tx, 100, after(3_600));
    expect(held.map(({ name }) => name)).toContain('case/alerts.unread');
    const asking = ask(key);
    await untilBlocked(floor.db, 1);
    const sent = held.map(({ id }) => id);
    await markSent(tx, sent, at);
    return { asking };
  });
  expect(await late.asking).toBe('anew');
  expect(await waiting(key)).toHaveLength(1);

  await floor.db.update(outbox).set({ notBefore: new Date() }).where(isNull(outbox.sentAt));
  expect(await ask(key)).toBe('anew');
  expect(await waiting(key)).toHaveLength(2);
});

test('nothing is asked for what is known, of a case that has ended, or where nobody wants it', async () => {
  const key = await open();
  const known = newId();
  await floor.db
    .insert(alertDetails)
    .values({ vendor: 'crowdstrike', vendorId: known, details: {} as never, readAt: at, updatedAt: at });
  expect(await ask(key, 0, known)).toBe('no');
  await settings({ parameters: { onAlerts: false } });
  expect(await ask(key)).toBe('no');
  await settings({ enabled: false, parameters: { onAlerts: true } });
  expect(await ask(key)).toBe('no');
  await settings({ enabled: true });
  const to = { state: 'resolved', verdict: 'true_positive', summary: 'Cleaned.' } as const;
  await transitionCase({ ctx: ctxOf(floor.db, as(floor.people.lead), at), input: { key, to } });
  expect(await ask(key)).toBe('no');
  expect(await waiting(key)).toEqual([]);
});
