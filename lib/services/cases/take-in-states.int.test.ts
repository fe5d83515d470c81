import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { caseEvents, deliveries } from '../../db/schema/index.ts';
import { INTAKE } from '../../domain/intake-sources.ts';
import { as, after as at, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { getCase } from './get.ts';
import { takeIn } from './take-in.ts';

const floor = testFloor();
const CREATED = at(0).toISOString();

interface Sent {
  /** Seconds of its last update; null: the body does not tell. */
  updated: number | null;
  /** Seconds at which it is received. */
  received: number;
  status?: string;
  owner?: string;
  /** Why it may open no case, beside its being closed. */
  barred?: string;
  /** What the body holds beside that. */
  more?: Record<string, unknown>;
  group?: string;
}

/** An alert's body as a hook or the API brings it, taken in as its workflow does. */
async function send(alert: string, { updated, received, status = 'new', owner, barred, more = {}, group }: Sent) {
  const raw = {
    ...{ composite_id: alert, status, severity: 50, ...more },
    ...(owner && { assigned_to_name: owner }),
    ...(updated !== null && { created_timestamp: CREATED, updated_timestamp: at(updated).toISOString() }),
  };
  const deliveryId = newId();
  const [{ seq }] = (await floor.db
    .insert(deliveries)
    .values({
      ...{
        id: deliveryId,
        connectorId: 'crowdstrike',
        vendor: 'crowdstrike',
        objectKey: alert,
        receivedAt: at(received),
      },
      ...{ outcome: 'accepted', body: JSON.stringify(raw), bodySha256: deliveryId, bytes: 2 },
    })
    .returning({ seq: deliveries.seq })) as [{ seq: number }];
  const taken = await takeIn({
    ctx: ctxOf(floor.db, automation(), at(received)),
    input: {
      object: { connectorId: 'crowdstrike', objectKey: alert },
      group: group ? { key: `aggregate/${group}`, windowMs: null } : null,
      event: {
        ...{
          vendor: 'crowdstrike',
          vendorId: alert,
          deliveryId,
          seq,
          isPart: false,
          byTime: updated !== null,
          title: alert,
        },
        ...{
          at: at(updated ?? received),
          receivedAt: at(received),
          raw,
          summary: `Falcon reports the alert ${status}`,
        },
      },
      fields: {
        ...{ title: alert, severity: 'medium', source: 'crowdstrike' },
        customFields: { falconStatus: status, ...(owner && { falconAssignee: owner }) },
      },
      current: INTAKE.crowdstrike.mapping === null ? [] : INTAKE.crowdstrike.current,
      observables:
        typeof more.ip === 'string' ? [{ type: 'ipv4', value: more.ip, role: 'implicated', origins: [] }] : [],
      facts: {
        ...{ statusOpens: status !== 'closed', reopens: status === 'reopened', statusEnds: status === 'closed' },
        ...{ resolves: false, barred: barred ?? (status === 'closed' ? 'It is closed.' : null), reopenWithinDays: 7 },
      },
    },
  });
  if (taken.key === null) throw new Error(taken.reason);
  return taken;
}

const eventsOf = async (key: string) => {
  const { id } = await rowOf(floor.db, key);
  return floor.db.select().from(caseEvents).where(eq(caseEvents.caseId, id)).orderBy(caseEvents.at);
};

describe('one state that two bodies tell, one of them without its time', () => {
  test('is one event, and what the fuller one names beyond it is on the case', async () => {
    const { key } = await send('hook-first', { updated: null, received: 5 });
    const read = await send('hook-first', { updated: 1, received: 60, more: { ip: '203.0.113.9' } });
    expect(read).toMatchObject({ key, did: 'noted', changes: ['it was here already', '1 new observables'] });
    const [event, ...others] = await eventsOf(key);
    expect(others).toEqual([]);
    expect(event).toMatchObject({ at: at(1), raw: { updated_timestamp: at(1).toISOString() } });
    expect(await rowOf(floor.db, key)).toMatchObject({ eventCount: 1, observableCount: 1 });
  });

  test('is one event, whichever comes first', async () => {
    const { key } = await send('read-first', { updated: 1, received: 3 });
    expect(await send('read-first', { updated: null, received: 5 })).toMatchObject({ key, did: 'noted' });
    expect(await eventsOf(key)).toHaveLength(1);
  });

  test('is one event when both come at once', async () => {
    const both = [
      { updated: null, received: 5 },
      { updated: 1, received: 6 },
    ];
    const [one, other] = await Promise.all(both.map((sent) => send('at-once', sent)));
    expect(one!.key).toBe(other!.key);
    expect(await eventsOf(one!.key!)).toHaveLength(1);
  });

  test('stands for one state alone: what changed later is news, though it looks the same', async () => {
    const { key } = await send('again', { updated: null, received: 5 });
    await send('again', { updated: 1, received: 6 });
    await send('again', { updated: 100, received: 110, status: 'closed' });
    expect(await send('again', { updated: 200, received: 210 })).toMatchObject({ key, did: 'updated' });
    expect(await eventsOf(key)).toHaveLength(3);
    expect((await rowOf(floor.db, key)).customFields).toMatchObject({ falconStatus: 'new' });
  });

  test('does not stand for one that began after it came', async () => {
    const { key } = await send('later', { updated: null, received: 5 });
    expect(await send('later', { updated: 500, received: 510 })).toMatchObject({ key, did: 'updated' });
    expect(await eventsOf(key)).toHaveLength(2);
  });

  test('whose status differs is another state, and no older one for its receipt', async () => {
    const { key } = await send('other', { updated: null, received: 50 });
    expect(await send('other', { updated: 40, received: 60, status: 'in_progress' })).toMatchObject({ did: 'updated' });
    expect((await rowOf(floor.db, key)).customFields).toMatchObject({ falconStatus: 'in_progress' });
  });
});

describe('a later state that opened no case', () => {
  const filtered = (sent: Promise<unknown>) => expect(sent).rejects.toThrow();

  test.each<[what: string, state: Partial<Sent>]>([
    ['closed', { status: 'closed' }],
    ['too mild', { barred: 'Its severity is low.' }],
  ])('and was %s has no older one open one, however it comes', async (what, state) => {
    const alert = `overtaken-${what}`;
    await filtered(send(alert, { updated: 90, received: 100, ...state }));
    await expect(send(alert, { updated: 30, received: 110 })).rejects.toThrow('A later state of this object');
    expect(await floor.db.select().from(caseEvents).where(eq(caseEvents.vendorId, alert))).toEqual([]);
    expect(await send(alert, { updated: 120, received: 130 })).toMatchObject({ did: 'opened' });
  });

  test('says nothing of another alert, nor of a state that is later still', async () => {
    await filtered(send('passed', { updated: 90, received: 100, status: 'closed' }));
    expect(await send('beside', { updated: 30, received: 110 })).toMatchObject({ did: 'opened' });
  });
});

describe('what a case says of Falcon', () => {
  test('is what all of its alerts say together', async () => {
    const group = 'together';
    const { key } = await send('a', { updated: 1, received: 1, group });
    await send('b', { updated: 2, received: 2, group, status: 'in_progress', owner: 'bo' });
    const said = async () =>
      (await getCase({ ctx: ctxOf(floor.db, as(floor.people.lead), at(99)), input: { key: key! } })).customFields;
    expect(await said()).toMatchObject({ falconStatus: 'new', falconAssignee: 'bo' });
    await send('b', { updated: 3, received: 3, group, status: 'closed', owner: 'bo' });
    expect(await said()).toMatchObject({ falconStatus: 'new', falconAssignee: 'bo' });
    await send('a', { updated: 4, received: 4, group, status: 'in_progress', owner: 'ann' });
    expect(await said()).toMatchObject({ falconStatus: 'in_progress', falconAssignee: 'ann, bo' });
    await send('a', { updated: 5, received: 5, group, status: 'closed', owner: 'ann' });
    expect(await said()).toMatchObject({ falconStatus: 'closed' });
  });

  test('follows the one alert that it has', async () => {
    const { key } = await send('alone', { updated: 1, received: 1 });
    await send('alone', { updated: 2, received: 2, status: 'in_progress', owner: 'ann' });
    expect((await rowOf(floor.db, key)).customFields).toMatchObject({
      falconStatus: 'in_progress',
      falconAssignee: 'ann',
    });
  });
});
