import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Tx } from '../../db/client.ts';
import { newId } from '../../db/id.ts';
import * as schema from '../../db/schema/index.ts';
import { cases } from '../../db/schema/index.ts';
import { createTestDatabase, type TestDatabase } from '../../db/testing/database.ts';
import { type Actor, SYSTEM } from '../../domain/actor.ts';
import { emit, visibleCases } from '../kernel/index.ts';
import { claimBatch } from './claim-batch.ts';
import { latestCursor } from './cursor.ts';
import { listFeed, mayHear } from './list-feed.ts';
import { markSent } from './mark-sent.ts';
import { pruneOutbox } from './prune.ts';

let database: TestDatabase;
let db: ReturnType<typeof connectTo>;
const connectTo = (from: TestDatabase) => drizzle(from.pool, { schema });

beforeAll(async () => {
  database = await createTestDatabase();
  db = connectTo(database);
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query('truncate outbox, runs, cases, members cascade');
});

const NOW = new Date();
const say = async (tx: Tx, objectKey: string, caseId?: string) =>
  (
    await emit(
      { tx, actor: SYSTEM, now: NOW },
      'wiz/issue.received',
      { deliveryId: `d-${objectKey}`, connector: 'wiz', objectKey, receivedAt: NOW.toISOString() },
      caseId ? { caseId } : {},
    )
  ).eventId;
const happen = (objectKey: string, caseId?: string) => db.transaction((tx) => say(tx, objectKey, caseId));
const told = (feed: Awaited<ReturnType<typeof listFeed>>) => feed.items.map(({ deliveryId }) => deliveryId);

/**
 * Reads until so many events were heard. A transaction of any database of the server holds the feed back while it runs, and other test
 * files have theirs at the same time.
 */
async function hear(after: string, count: number) {
  const heard: Awaited<ReturnType<typeof listFeed>> = { items: [], cursor: after, more: true };
  while (heard.items.length < count) {
    const { items, cursor } = await listFeed(db, heard.cursor, 7);
    heard.items.push(...items);
    heard.cursor = cursor;
  }
  return heard;
}

/** A transaction that stays open until it is told to commit. */
async function openTransaction(work: (tx: Tx) => Promise<unknown>) {
  const started = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  const done = db.transaction(async (tx) => {
    await work(tx);
    started.resolve();
    await commit.promise;
  });
  await started.promise;
  return async () => {
    commit.resolve();
    await done;
  };
}

describe('the relay', () => {
  test('claims the oldest first, each event for one claimer, until it is marked', async () => {
    const ids = [];
    for (let n = 0; n < 5; n += 1) ids.push(await happen(`${n}`));
    let first: string[] = [];
    const release = await openTransaction(async (tx) => {
      first = (await claimBatch(tx, 3)).map(({ id }) => id);
      await markSent(tx, first.slice(0, 2), NOW);
    });
    const second = await db.transaction(async (tx) => (await claimBatch(tx, 10)).map(({ id }) => id));
    expect([first, second]).toEqual([ids.slice(0, 3), ids.slice(3)]);
    await release();
    const rest = await db.transaction(async (tx) => (await claimBatch(tx, 10)).map(({ id }) => id));
    expect(rest).toEqual(ids.slice(2));
  });

  test('prunes what was sent long ago, except of runs that have not ended', async () => {
    const [old, active, unsent, young] = [await happen('a'), await happen('b'), await happen('c'), await happen('d')];
    await database.pool.query(`update runs set ended_at = now() where event_id <> $1`, [active]);
    await database.pool.query(`update outbox set created_at = now() - interval '8 days' where id <> $1`, [young]);
    await database.pool.query(`update outbox set sent_at = now() where id <> $1`, [unsent]);
    expect(await pruneOutbox(db, { now: NOW })).toBe(1);
    const { rows } = await database.pool.query('select id from outbox order by seq');
    expect(rows.map(({ id }) => id)).toEqual([active, unsent, young]);
    expect(old).not.toBe(active);
  });
});

describe('the feed', () => {
  test('tells what comes after a cursor, page by page', async () => {
    const earlier = await latestCursor(db);
    await happen('before');
    const start = (await hear(earlier, 1)).cursor;
    await happen('a');
    await happen('b');
    expect(told(await hear(start, 2))).toEqual(['d-a', 'd-b']);
    const first = await listFeed(db, start, 1);
    expect([told(first), first.more]).toEqual([['d-a'], true]);
    const second = await listFeed(db, first.cursor, 10);
    expect([told(second), second.more]).toEqual([['d-b'], false]);
    expect(await listFeed(db, second.cursor, 10)).toEqual({ items: [], cursor: second.cursor, more: false });
  });

  test('misses nothing that commits late, and tells nothing twice', async () => {
    const start = await latestCursor(db);
    const commit = await openTransaction((tx) => say(tx, 'late'));
    await happen('early');
    const during = await listFeed(db, start, 10);
    expect(told(during)).toEqual([]);
    await commit();
    const after = await hear(during.cursor, 2);
    expect(told(after)).toEqual(['d-late', 'd-early']);
    expect(told(await listFeed(db, after.cursor, 10))).toEqual([]);
  });

  test('a cursor taken while a transaction runs still tells of it', async () => {
    const commit = await openTransaction((tx) => say(tx, 'late'));
    const start = await latestCursor(db);
    await commit();
    expect(told(await hear(start, 1))).toEqual(['d-late']);
  });

  test('readers at random moments beside many writers each hear of all, once', async () => {
    const start = await latestCursor(db);
    const readers = [hear(start, 300), hear(start, 300)];
    await Promise.all(
      Array.from({ length: 6 }, async (_, writer) => {
        for (let n = 0; n < 25; n += 1)
          await db.transaction(async (tx) => {
            await say(tx, `${writer}-${n}-x`);
            await say(tx, `${writer}-${n}-y`);
          });
      }),
    );
    for (const heard of await Promise.all(readers)) {
      expect(heard.items).toHaveLength(300);
      expect(new Set(told(heard)).size).toBe(300);
      expect(told(await listFeed(db, heard.cursor, 10))).toEqual([]);
    }
  });

  test.each(['', 'x', '1', '99999999999999999-1', '1-2-3'])('the cursor %j starts at the end', async (cursor) => {
    const feed = await listFeed(db, cursor, 10);
    expect(feed.items).toEqual([]);
    await happen('a');
    expect(told(await hear(feed.cursor, 1))).toEqual(['d-a']);
  });

  test('who may hear of a case is who may see it', async () => {
    const start = await latestCursor(db);
    const [me, other] = [newId(), newId()];
    for (const id of [me, other])
      await database.pool.query(
        `insert into members (id, name, email, role, created_at, updated_at) values ($1, 'n', $2, 'analyst', now(), now())`,
        [id, id],
      );
    const facts = [
      {},
      { restricted: true },
      { restricted: true, watchers: [me] },
      { restricted: true, assigneeId: me },
    ];
    const subjects = facts.flatMap((one) => [one, { ...one, subjectMemberId: me }, { ...one, subjectMemberId: other }]);
    for (const subject of subjects) {
      const id = newId();
      await db.insert(cases).values({
        id,
        title: 't',
        severity: 'high',
        severityRank: 3,
        state: 'new',
        stage: 'new',
        queue: 'triage',
        startedAt: NOW,
        createdAt: NOW,
        updatedAt: NOW,
        createdBy: { kind: 'system', id: 'system', name: 'Watchfloor' },
        ...subject,
      });
      await happen('x', id);
    }
    await happen('about no case');
    const { items } = await hear(start, subjects.length + 1);
    const actors: Actor[] = (['admin', 'lead', 'analyst', 'viewer'] as const).flatMap((role) => [
      { kind: 'user', id: me, name: 'Me', role } as const,
      { kind: 'api_key', id: newId(), name: 'Key', role } as const,
    ]);
    for (const actor of [...actors, SYSTEM]) {
      const seen = await db
        .select({ number: cases.number })
        .from(cases)
        .where(visibleCases(actor))
        .orderBy(cases.number);
      const heard = items.filter((item) => mayHear(actor, item));
      expect(heard.map(({ key }) => key)).toEqual([...seen.map(({ number }) => `CASE-${number}`), null]);
    }
  });
});
