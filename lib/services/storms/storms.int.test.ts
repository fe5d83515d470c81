import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { caseEvents, deliveries, stormCounters, storms } from '../../db/schema/index.ts';
import type { Severity } from '../../domain/severity.ts';
import type { StormGuard } from '../../domain/storm.ts';
import { detachFromCase } from '../cases/detach.ts';
import { mergeCase } from '../cases/merge.ts';
import { takeIn } from '../cases/take-in.ts';
import { takeInAbout } from '../cases/take-in-about.ts';
import { transitionCase } from '../cases/transition.ts';
import { as, after as at, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { rowOf, timelineOf } from '../testing/reads.ts';
import { endQuietStorms } from './end-quiet.ts';

const floor = testFloor();
const guard = (rule: string, more: Partial<StormGuard> = {}): StormGuard => ({
  ...{ rule, cases: 5, windowMs: 60_000, quietMs: 600_000 },
  ...more,
});

interface Sent {
  object?: string;
  guard: StormGuard | null;
  seconds?: number;
  severity?: Severity;
  connectorId?: string;
  ends?: boolean;
  /** An address that it names beside its own host. */
  address?: string;
}
let made = 0;

async function store(connectorId: string, objectKey: string, seconds: number) {
  const id = newId();
  const [{ seq }] = (await floor.db
    .insert(deliveries)
    .values({
      ...{ id, connectorId, vendor: connectorId, objectKey, receivedAt: at(seconds), outcome: 'accepted' as const },
      ...{ body: '{}', bodySha256: id, bytes: 2 },
    })
    .returning({ seq: deliveries.seq })) as [{ seq: number }];
  return { id, seq };
}

async function send(sent: Sent) {
  const { seconds = 0, severity = 'medium', connectorId = 'wiz', ends = false } = sent;
  made += 1;
  const object = sent.object ?? `object-${made}`;
  const { id: deliveryId, seq } = await store(connectorId, object, seconds);
  const taken = await takeIn({
    ctx: ctxOf(floor.db, automation(), at(seconds)),
    input: {
      object: { connectorId, objectKey: object },
      guard: sent.guard,
      event: {
        ...{ vendor: connectorId, vendorId: object, deliveryId, seq, isPart: false, title: object, raw: {} },
        ...{ at: at(seconds), receivedAt: at(seconds), summary: `${connectorId} reports ${object}` },
      },
      fields: { title: object, severity, source: connectorId, category: 'Cloud' },
      observables: [
        { type: 'hostname', value: `${object}.shop.example`, role: 'related', origins: [{ path: '/name' }] },
        ...(sent.address
          ? [{ type: 'ipv4' as const, value: sent.address, role: 'related' as const, origins: [{ path: '/ip' }] }]
          : []),
      ],
      facts: {
        ...{ statusOpens: !ends, statusEnds: ends, resolves: ends, reopenWithinDays: 7 },
        barred: ends ? 'It is over.' : null,
      },
    },
  });
  if (taken.key === null) throw new Error(taken.reason);
  return { ...taken, object };
}

const many = (count: number, sent: Sent) => Promise.all(Array.from({ length: count }, () => send(sent)));
const collectedOf = (taken: { did: string; key: string }[]) => [
  ...new Set(taken.filter(({ did }) => did === 'collected').map(({ key }) => key)),
];
const end = (seconds: number) =>
  endQuietStorms({ ctx: ctxOf(floor.db, automation(), at(seconds)), failed: expect.unreachable });
const resolve = (key: string, seconds: number) =>
  transitionCase({
    ctx: ctxOf(floor.db, as(floor.people.lead), at(seconds)),
    input: { key, to: { state: 'resolved', verdict: 'true_positive', summary: 'Cleaned.' } },
  });
const stormsOf = (rule: string) => floor.db.select().from(storms).where(eq(storms.rule, rule));

describe('past the limit', () => {
  test('of sixty at once five open a case each, and one storm case has the fifty-five others; nothing is lost', async () => {
    const taken = await many(60, { guard: guard('raced') });
    expect(taken.filter(({ did }) => did === 'opened')).toHaveLength(5);
    const [storm, ...others] = collectedOf(taken);
    expect(others).toEqual([]);
    const row = await rowOf(floor.db, storm!);
    expect(row).toMatchObject({
      title: 'Storm of “raced” of wiz',
      eventCount: 55,
      severity: 'medium',
      tags: ['storm'],
    });
    const events = await floor.db.select().from(caseEvents).where(eq(caseEvents.caseId, row.id));
    const collected = taken.filter(({ did }) => did === 'collected').map(({ object }) => object);
    expect(events.map(({ vendorId }) => vendorId).sort()).toEqual(collected.sort());
    expect(row.observableCount).toBe(55);
    expect(await stormsOf('raced')).toMatchObject([{ caseId: row.id, collected: 55, endedAt: null }]);
  });

  test('also where all of them name one address, which each holds while it is put on its case', async () => {
    const taken = await many(40, { guard: guard('shared'), address: '203.0.113.9' });
    expect(taken.filter(({ did }) => did === 'opened')).toHaveLength(5);
    expect(collectedOf(taken)).toHaveLength(1);
    expect(await stormsOf('shared')).toMatchObject([{ collected: 35, endedAt: null }]);
  });

  test('each rule, and each source, has a limit of its own; without a guard there is none', async () => {
    await many(5, { guard: guard('one') });
    const others = await Promise.all([
      send({ guard: guard('two') }),
      send({ guard: guard('one'), connectorId: 'okta' }),
      send({ guard: null }),
    ]);
    expect(others.map(({ did }) => did)).toEqual(['opened', 'opened', 'opened']);
    expect(await send({ guard: guard('one') })).toMatchObject({ did: 'collected' });
  });

  test('a minute later one may open again', async () => {
    await many(5, { guard: guard('window') });
    expect(await send({ guard: guard('window'), seconds: 60 })).toMatchObject({ did: 'opened' });
  });

  test('what opens no case is not counted', async () => {
    const { object } = await send({ guard: guard('updates') });
    for (let n = 1; n < 8; n += 1)
      expect(await send({ object, guard: guard('updates'), seconds: n })).toMatchObject({ did: 'updated' });
    expect(await send({ guard: guard('updates'), seconds: 9 })).toMatchObject({ did: 'opened' });
  });

  test('an event about a user is collected too', async () => {
    const about = async (n: number) => {
      const objectKey = `event-${n}`;
      const { id: deliveryId, seq } = await store('okta', objectKey, 0);
      return takeInAbout({
        ctx: ctxOf(floor.db, automation(), at(0)),
        input: {
          ...{ about: { type: 'user', value: `user${n}@shop.example` }, categories: [], guard: guard('okta-rule') },
          object: { connectorId: 'okta', objectKey },
          event: {
            ...{ vendor: 'okta', vendorId: objectKey, deliveryId, seq, title: objectKey, raw: {}, summary: 'Okta' },
            ...{ at: at(0), receivedAt: at(0) },
          },
          fields: { title: objectKey, severity: 'medium', source: 'okta' },
          observables: [],
          user: { id: null, login: `user${n}@shop.example`, name: null },
          vip: { vip: 'no', reason: 'Not a VIP.' },
        },
      });
    };
    const taken = await Promise.all(Array.from({ length: 9 }, (_, n) => about(n)));
    const did = taken.flatMap((one) => (one.key === null ? [] : [one.did]));
    expect(did.toSorted()).toEqual([...Array(4).fill('collected'), ...Array(5).fill('opened')]);
  });
});

describe('a storm’s case', () => {
  test('hears of what it has, is raised and never lowered by it, and not resolved by one of many', async () => {
    const taken = await many(8, { guard: guard('case') });
    const [key] = collectedOf(taken);
    const { object } = taken.find(({ did }) => did === 'collected')!;
    await send({ object, guard: guard('case'), seconds: 5, severity: 'high' });
    expect((await rowOf(floor.db, key!)).severity).toBe('high');
    await send({ object, guard: guard('case'), seconds: 6, severity: 'low' });
    expect(await send({ object, guard: guard('case'), seconds: 7, ends: true })).toMatchObject({ key, did: 'updated' });
    expect(await rowOf(floor.db, key!)).toMatchObject({ severity: 'high', stage: 'new' });
    expect(await send({ guard: guard('case'), seconds: 8, severity: 'critical' })).toMatchObject({
      key,
      did: 'collected',
    });
    expect((await rowOf(floor.db, key!)).severity).toBe('critical');
  });

  test('an event of it can be detached, and has its own case then', async () => {
    const taken = await many(7, { guard: guard('detach') });
    const [key] = collectedOf(taken);
    const row = await rowOf(floor.db, key!);
    const [event] = await floor.db.select().from(caseEvents).where(eq(caseEvents.caseId, row.id));
    const ctx = ctxOf(floor.db, as(floor.people.lead), at(5));
    const apart = await detachFromCase({ ctx, input: { key: key!, detach: { eventId: event!.id } } });
    const again = await send({ object: event!.vendorId, guard: guard('detach'), seconds: 9 });
    expect(again).toMatchObject({ key: apart.key, did: 'updated' });
  });

  test('that was merged into another one collects there', async () => {
    const taken = await many(7, { guard: guard('merged') });
    const [key] = collectedOf(taken);
    const into = taken.find(({ did }) => did === 'opened')!.key;
    await mergeCase({ ctx: ctxOf(floor.db, as(floor.people.lead), at(2)), input: { key: key!, into } });
    expect(await send({ guard: guard('merged'), seconds: 3 })).toMatchObject({ key: into, did: 'collected' });
  });

  test('that somebody ended is followed by another one while the storm goes on', async () => {
    const [key] = collectedOf(await many(7, { guard: guard('ended') }));
    await resolve(key!, 1);
    const next = collectedOf(await many(4, { guard: guard('ended'), seconds: 2 }));
    expect(next).toHaveLength(1);
    expect(next).not.toEqual([key]);
    expect((await stormsOf('ended')).filter(({ endedAt }) => endedAt === null)).toHaveLength(1);
  });
});

describe('its end', () => {
  test('comes by itself once the rule is quiet, is told with the count, and lets cases be opened again', async () => {
    const [key] = collectedOf(await many(9, { guard: guard('quiet') }));
    await send({ guard: guard('quiet'), seconds: 300 });
    await end(899);
    expect(await stormsOf('quiet')).toMatchObject([{ endedAt: null }]);
    const ends = await Promise.all([end(901), end(901), end(901)]);
    expect(ends.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(1);
    expect(await stormsOf('quiet')).toMatchObject([{ collected: 5, endedAt: at(901) }]);
    const told = (await timelineOf(floor.db, key!)).filter(({ summary }) => summary.startsWith('The storm is over'));
    expect(told.map(({ summary }) => summary)).toEqual([
      'The storm is over: 5 events came in 5 minutes from “quiet” of wiz',
    ]);
    expect((await rowOf(floor.db, key!)).stage).toBe('new');
    expect(await send({ guard: guard('quiet'), seconds: 902 })).toMatchObject({ did: 'opened' });
  });

  test('an event that comes while nobody has looked opens its own case, too', async () => {
    await many(7, { guard: guard('unseen') });
    expect(await send({ guard: guard('unseen'), seconds: 601 })).toMatchObject({ did: 'opened' });
  });

  test('what it has that is reported again after its case has ended is a case of its own', async () => {
    const taken = await many(7, { guard: guard('later') });
    const [key] = collectedOf(taken);
    const { object } = taken.find(({ did }) => did === 'collected')!;
    await end(700);
    await resolve(key!, 800);
    const again = await send({ object, guard: guard('later'), seconds: 900 });
    expect(again.did).toBe('opened');
    expect(again.key).not.toBe(key);
  });

  test('a rule that opened nothing for a day is forgotten', async () => {
    await send({ guard: guard('forgotten') });
    await end(86_400 + 1);
    const left = await floor.db.select().from(stormCounters).where(eq(stormCounters.rule, 'forgotten'));
    expect(left).toEqual([]);
  });
});
