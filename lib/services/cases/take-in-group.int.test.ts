import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { caseEvents, caseObjects, deliveries } from '../../db/schema/index.ts';
import type { IntakeGroup } from '../../domain/intake-group.ts';
import type { Severity } from '../../domain/severity.ts';
import { as, after as at, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { rowOf, timelineOf } from '../testing/reads.ts';
import { detachFromCase } from './detach.ts';
import { takeIn } from './take-in.ts';
import { transitionCase } from './transition.ts';

const floor = testFloor();
let made = 0;

interface Sent {
  alert?: string;
  group: IntakeGroup | null;
  severity?: Severity;
  /** Seconds after the start at which it is received, and of its own time where that is not said. */
  seconds?: number;
  /** Seconds of its own time. */
  own?: number;
  status?: 'new' | 'reopened' | 'closed';
}

const aggregate = (name: string): IntakeGroup => ({ key: `aggregate/${name}`, windowMs: null });
const host = (name: string, minutes = 60): IntakeGroup => ({ key: `host/${name}`, windowMs: minutes * 60_000 });

/** Stores a delivery of an alert and takes it in, as its workflow does. */
async function send(sent: Sent) {
  const { group, severity = 'medium', seconds = 0, own = seconds, status = 'new' } = sent;
  made += 1;
  const alert = sent.alert ?? `alert-${made}`;
  const deliveryId = newId();
  const stored = { id: deliveryId, connectorId: 'crowdstrike', vendor: 'crowdstrike', objectKey: alert };
  const [{ seq }] = (await floor.db
    .insert(deliveries)
    .values({ ...stored, receivedAt: at(seconds), outcome: 'accepted', body: '{}', bodySha256: deliveryId, bytes: 2 })
    .returning({ seq: deliveries.seq })) as [{ seq: number }];
  const taken = await takeIn({
    ctx: ctxOf(floor.db, automation(), at(seconds)),
    input: {
      object: { connectorId: 'crowdstrike', objectKey: alert },
      group,
      event: {
        ...{ vendor: 'crowdstrike', vendorId: alert, deliveryId, seq, isPart: false, byTime: true, title: alert },
        ...{ at: at(own), receivedAt: at(seconds), raw: {}, summary: `Falcon reports the alert ${status}` },
      },
      fields: { title: alert, severity, source: 'crowdstrike' },
      observables: [],
      facts: {
        ...{ statusOpens: status !== 'closed', reopens: status === 'reopened', statusEnds: status === 'closed' },
        ...{ resolves: false, barred: status === 'closed' ? 'It is closed.' : null, reopenWithinDays: 7 },
      },
    },
  });
  if (taken.key === null) throw new Error(taken.reason);
  return { ...taken, alert };
}

const resolve = (key: string, seconds: number) =>
  transitionCase({
    ctx: ctxOf(floor.db, as(floor.people.lead), at(seconds)),
    input: { key, to: { state: 'resolved', verdict: 'true_positive', summary: 'Cleaned.' } },
  });

describe('alerts of one aggregate', () => {
  test('fifty at once are one case with fifty events', async () => {
    const taken = await Promise.all(Array.from({ length: 50 }, () => send({ group: aggregate('burst') })));
    expect(new Set(taken.map(({ key }) => key)).size).toBe(1);
    expect(taken.filter(({ did }) => did === 'opened')).toHaveLength(1);
    const row = await rowOf(floor.db, taken[0]!.key);
    expect(row.eventCount).toBe(50);
    const events = await floor.db.select().from(caseEvents).where(eq(caseEvents.caseId, row.id));
    expect(new Set(events.map(({ vendorId }) => vendorId)).size).toBe(50);
    const objects = await floor.db.select().from(caseObjects).where(eq(caseObjects.caseId, row.id));
    expect(objects.filter(({ current }) => current)).toHaveLength(51);
  });

  test('a worse one raises the case, a milder one lowers nothing', async () => {
    const { key } = await send({ group: aggregate('severity') });
    expect(await send({ group: aggregate('severity'), severity: 'critical', seconds: 1 })).toMatchObject({
      ...{ key, did: 'updated', changes: ['a new detection', 'severity medium → critical'] },
    });
    await send({ group: aggregate('severity'), severity: 'low', seconds: 2 });
    expect((await rowOf(floor.db, key)).severity).toBe('critical');
  });

  test('another update of an alert reopens nothing; one that was reopened, and a new detection, do', async () => {
    const { key, alert } = await send({ group: aggregate('ended') });
    await resolve(key, 10);
    expect(await send({ alert, group: aggregate('ended'), seconds: 20 })).toMatchObject({ key, did: 'noted' });
    expect((await rowOf(floor.db, key)).stage).toBe('resolved');
    expect(await send({ alert, group: aggregate('ended'), seconds: 30, status: 'reopened' })).toMatchObject({
      ...{ key, did: 'reopened' },
    });
    await resolve(key, 40);
    expect(await send({ group: aggregate('ended'), seconds: 50 })).toMatchObject({ key, did: 'reopened' });
    await resolve(key, 60);
    const later = await send({ group: aggregate('ended'), seconds: 8 * 86_400 });
    expect(later).toMatchObject({ did: 'opened' });
    expect(await send({ group: aggregate('ended'), seconds: 8 * 86_400 + 1 })).toMatchObject({ key: later.key });
  });

  test('a state of an alert that is older than the last is history, whatever came first', async () => {
    const { key, alert } = await send({ group: aggregate('late'), own: 0 });
    await send({ alert, group: aggregate('late'), seconds: 20, own: 15, severity: 'high' });
    expect(await send({ alert, group: aggregate('late'), seconds: 30, own: 10, severity: 'critical' })).toMatchObject({
      ...{ key, did: 'noted' },
    });
    expect((await rowOf(floor.db, key)).severity).toBe('high');
    expect((await timelineOf(floor.db, key)).some(({ summary }) => summary.includes('a newer event was here'))).toBe(
      true,
    );
  });

  test('an alert that was detached keeps its own case, and the group keeps its', async () => {
    const { key } = await send({ group: aggregate('detach') });
    const { alert } = await send({ group: aggregate('detach'), seconds: 1 });
    const row = await rowOf(floor.db, key);
    const [event] = (await floor.db.select().from(caseEvents).where(eq(caseEvents.caseId, row.id))).filter(
      ({ vendorId }) => vendorId === alert,
    );
    const ctx = ctxOf(floor.db, as(floor.people.lead), at(5));
    const apart = await detachFromCase({ ctx, input: { key, detach: { eventId: event!.id } } });
    expect(await send({ alert, group: aggregate('detach'), seconds: 6 })).toMatchObject({ key: apart.key });
    expect(await send({ group: aggregate('detach'), seconds: 7 })).toMatchObject({ key });
  });
});

describe('alerts of one host', () => {
  test('meet while its case is open and within the window, which each of them renews', async () => {
    const { key } = await send({ group: host('a') });
    expect(await send({ group: host('a'), seconds: 3_000 })).toMatchObject({ key });
    expect(await send({ group: host('a'), seconds: 6_000 })).toMatchObject({ key });
    expect(await send({ group: host('b'), seconds: 6_000 })).not.toMatchObject({ key });
    const next = await send({ group: host('a'), seconds: 9_601 });
    expect(next).toMatchObject({ did: 'opened' });
    expect(await send({ group: host('a'), seconds: 9_602 })).toMatchObject({ key: next.key });
    await resolve(next.key, 9_700);
    expect(await send({ group: host('a'), seconds: 9_701 })).toMatchObject({ did: 'opened' });
  });

  test('meet by when they happened, in whatever order they come after a downtime', async () => {
    // Three times of work, the second and third more than an hour after what was before; all of it comes within seconds.
    const hours = [0, 0.5, 0.9, 4, 4.5, 8, 8.2];
    const mixed = [8.2, 0, 4.5, 0.9, 8, 0.5, 4];
    const taken = new Map<number, string>();
    for (const [n, hour] of mixed.entries()) {
      const { key } = await send({ group: host('e'), seconds: 40_000 + n, own: hour * 3_600 });
      taken.set(hour, key);
    }
    const keys = hours.map((hour) => taken.get(hour));
    expect(keys.map((key) => keys.indexOf(key))).toEqual([0, 0, 0, 3, 3, 5, 5]);
  });

  test('meet although what happened within the hour comes hours later', async () => {
    const { key } = await send({ group: host('f'), seconds: 0, own: 0 });
    expect(await send({ group: host('f'), seconds: 30_000, own: 1_800 })).toMatchObject({ key });
  });

  test('an alert that its case has comes back to it however late', async () => {
    const { key, alert } = await send({ group: host('c') });
    await send({ group: host('c'), seconds: 20_000 });
    expect(await send({ alert, group: host('c'), seconds: 30_000 })).toMatchObject({ key, did: 'updated' });
  });

  test('alerts that come by one group and by another at once hold up nobody', async () => {
    const alerts = Array.from({ length: 8 }, (_, n) => `both-${n}`);
    const taken = await Promise.all(
      alerts.flatMap((alert) => [send({ alert, group: host('d') }), send({ alert, group: aggregate('d') })]),
    );
    for (const alert of alerts) {
      const keys = taken.filter((one) => one.alert === alert).map(({ key }) => key);
      expect(new Set(keys).size).toBe(1);
    }
  });
});

test('what no group has stands for itself', async () => {
  const keys = await Promise.all([1, 2, 3].map(() => send({ group: null })));
  expect(new Set(keys.map(({ key }) => key)).size).toBe(3);
});
