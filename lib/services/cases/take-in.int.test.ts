import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { caseObjects, deliveries } from '../../db/schema/index.ts';
import type { Severity } from '../../domain/severity.ts';
import { noteEnd } from '../deliveries/ended-objects.ts';
import { transact } from '../kernel/index.ts';
import { as, after as at, automation, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { rowOf, timelineOf } from '../testing/reads.ts';
import { untilBlocked } from '../testing/waits.ts';
import { lockCase } from './fetch.ts';
import { takeIn } from './take-in.ts';
import { moveCase, transitionCase } from './transition.ts';

const floor = testFloor();
const robot = (seconds = 60) => ctxOf(floor.db, automation(), at(seconds));
let made = 0;
const newObject = () => {
  made += 1;
  return `issue-${made}`;
};

interface Sent {
  object: string;
  status?: 'OPEN' | 'RESOLVED';
  severity?: Severity;
}

/** A delivery as intake stores it; answers what a workflow takes in of it, whenever it comes to that. */
async function deliver({ object, status = 'OPEN', severity = 'medium' }: Sent) {
  const id = newId();
  const [{ seq }] = (await floor.db
    .insert(deliveries)
    .values({
      id,
      connectorId: 'wiz',
      vendor: 'wiz',
      receivedAt: NOW,
      outcome: 'accepted',
      objectKey: object,
      body: '{}',
      bodySha256: id,
      bytes: 2,
    })
    .returning({ seq: deliveries.seq })) as [{ seq: number }];
  const ends = status === 'RESOLVED';
  const take = (more: { resolves?: boolean } = {}) =>
    takeIn({
      ctx: robot(),
      input: {
        object: { connectorId: 'wiz', objectKey: object },
        event: {
          vendor: 'wiz',
          vendorId: object,
          deliveryId: id,
          seq,
          isPart: false,
          title: object,
          at: NOW,
          receivedAt: NOW,
          raw: {},
          summary: `Wiz reports the issue ${status}`,
        },
        fields: { title: object, severity, source: 'wiz' },
        observables: [],
        facts: {
          statusOpens: !ends,
          statusEnds: ends,
          resolves: ends && (more.resolves ?? false),
          barred: ends ? 'The status RESOLVED opens no case.' : null,
          reopenWithinDays: 7,
        },
      },
    });
  return { id, seq, take };
}

const outcomeOf = async (id: string) =>
  (await floor.db.select().from(deliveries).where(eq(deliveries.id, id)))[0]!.outcome;
const opened = async (sent: Sent) => {
  const { key } = await (await deliver(sent)).take();
  return key!;
};

describe('events that are worked on in another order than they came', () => {
  test('the start of what has ended meanwhile opens no case', async () => {
    const object = newObject();
    const start = await deliver({ object });
    const end = await deliver({ object, status: 'RESOLVED' });
    expect(await end.take()).toEqual({ key: null, reason: 'The status RESOLVED opens no case.' });
    expect(await start.take()).toEqual({ key: null, reason: 'A later event of this object has already ended it.' });
    expect([await outcomeOf(start.id), await outcomeOf(end.id)]).toEqual(['filtered', 'filtered']);
    const again = await deliver({ object });
    expect(await again.take()).toMatchObject({ did: 'opened' });
  });

  test('a redelivered end counts as of its first receipt: what came after that opens its case', async () => {
    const object = newObject();
    const first = await deliver({ object, status: 'RESOLVED' });
    const news = await deliver({ object });
    const again = await deliver({ object, status: 'RESOLVED' });
    await floor.db.update(deliveries).set({ redeliveryOf: first.id }).where(eq(deliveries.id, again.id));
    await again.take();
    expect(await news.take()).toMatchObject({ did: 'opened' });
  });

  test('an end that a later run takes back bars nothing', async () => {
    const object = newObject();
    const start = await deliver({ object });
    const end = await deliver({ object, status: 'RESOLVED' });
    await end.take();
    await floor.db.transaction((tx) => noteEnd(tx, end.id, null));
    expect(await start.take()).toMatchObject({ did: 'opened' });
  });

  test('an older event is kept as history: neither severity nor state follows it', async () => {
    const object = newObject();
    const worse = await deliver({ object, severity: 'critical' });
    const end = await deliver({ object, status: 'RESOLVED' });
    const key = await opened({ object, severity: 'low' });
    for (const old of [worse, end])
      expect(await old.take({ resolves: true })).toEqual({
        key,
        did: 'noted',
        changes: ['an older event, kept as history'],
      });
    expect(await rowOf(floor.db, key)).toMatchObject({ severity: 'low', stage: 'new', eventCount: 3 });
    expect((await timelineOf(floor.db, key)).at(-1)).toMatchObject({
      kind: 'event',
      summary: 'Wiz reports the issue RESOLVED; a newer event was here first, so this one changes nothing',
      detail: { late: true },
    });
    // What the vendor said last is still low: a repetition of it is none of the late one's severity.
    expect(await (await deliver({ object, severity: 'low' })).take()).toMatchObject({ did: 'updated', changes: [] });
    expect(await (await deliver({ object, severity: 'high' })).take()).toMatchObject({
      changes: ['severity low → high'],
    });
  });

  test('an older event neither wakes nor reopens', async () => {
    const object = newObject();
    const [one, two] = [await deliver({ object }), await deliver({ object })];
    const key = await opened({ object });
    const lead = ctxOf(floor.db, as(floor.people.lead), at(70));
    const hold = { state: 'on_hold', reason: 'Waits', wakeAt: at(86_400) } as const;
    await transitionCase({ ctx: lead, input: { key, to: hold } });
    await one.take();
    expect((await rowOf(floor.db, key)).state).toBe('on_hold');
    const done = { state: 'resolved', verdict: 'true_positive', summary: 'Done.' } as const;
    await transitionCase({ ctx: lead, input: { key, to: done } });
    expect(await two.take()).toMatchObject({ did: 'noted' });
    expect((await rowOf(floor.db, key)).state).toBe('resolved');
  });
});

describe('several at once', () => {
  test('many events of one new object open one case, and the newest decides its severity', async () => {
    const object = newObject();
    const severities = ['low', 'medium', 'high', 'critical', 'low', 'high'] as const;
    const sent = [];
    for (const severity of severities) sent.push(await deliver({ object, severity }));
    const done = await Promise.all([...sent].reverse().map((one) => one.take()));
    expect(done.filter((one) => one.key !== null && one.did === 'opened')).toHaveLength(1);
    const key = done[0]!.key!;
    expect(await rowOf(floor.db, key)).toMatchObject({ severity: 'high', eventCount: severities.length });
    const [link] = await floor.db.select().from(caseObjects).where(eq(caseObjects.objectKey, object));
    expect(link!.appliedSeq).toBe(sent.at(-1)!.seq);
  });

  test('an end and the start before it: never an open case', async () => {
    for (let round = 0; round < 10; round += 1) {
      const object = newObject();
      const start = await deliver({ object });
      const end = await deliver({ object, status: 'RESOLVED' });
      const [opening] = await Promise.all([start.take(), end.take({ resolves: true })]);
      if (opening.key) expect((await rowOf(floor.db, opening.key)).stage).toBe('resolved');
    }
  });

  test('an analyst who resolves in that moment: the vendor’s news reopens the case', async () => {
    const object = newObject();
    const key = await opened({ object });
    const news = await deliver({ object });
    let taking: ReturnType<typeof news.take> | undefined;
    await transact(ctxOf(floor.db, as(floor.people.analyst), at(50)), 'test', async (tx) => {
      const held = await lockCase(tx, key, 'case.transition');
      taking = news.take();
      await untilBlocked(floor.db, 1);
      await moveCase(tx, held, { state: 'resolved', verdict: 'true_positive', summary: 'Done.' });
    });
    expect(await taking!).toMatchObject({ did: 'reopened' });
    expect((await rowOf(floor.db, key)).state).toBe('triage');
  });
});
