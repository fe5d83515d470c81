import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { testFloor } from '../testing/fixtures.ts';
import { latestCursor, parseFeedCursor } from './cursor.ts';
import { listFeed } from './list-feed.ts';
import { MAX_MISSED, resumeFeed } from './resume-feed.ts';

const floor = testFloor();

const happen = (times: number) =>
  floor.db.execute(sql`
    insert into outbox (id, name, data, created_at)
    select gen_random_uuid(), 'wiz/issue.received', '{}', now() from generate_series(1, ${times})`);

/** What is committed can be read once no older transaction of the whole server runs. */
const readable = (after: string, times: number) =>
  expect.poll(async () => (await listFeed(floor.db, after, 2 * MAX_MISSED)).items.length).toBe(times);

test('who missed little goes on where he was, who missed more is sent to now', async () => {
  const start = await latestCursor(floor.db);
  await happen(MAX_MISSED);
  await readable(start, MAX_MISSED);
  expect(await resumeFeed(floor.db, start)).toEqual({ cursor: start, reset: false });
  await happen(1);
  await readable(start, MAX_MISSED + 1);
  const resumed = await resumeFeed(floor.db, start);
  expect(resumed.reset).toBe(true);
  await readable(resumed.cursor, 0);
  await happen(1);
  await readable(resumed.cursor, 1);
});

test('who comes new has missed nothing; a cursor that is none, or of another database, is a reset', async () => {
  const now = await latestCursor(floor.db);
  const future = `${BigInt(parseFeedCursor(now)!.xid) + 1_000_000_000n}-0`;
  expect(await resumeFeed(floor.db, null)).toMatchObject({ reset: false });
  for (const foreign of ['nonsense', '', future]) {
    const resumed = await resumeFeed(floor.db, foreign);
    expect(resumed.reset).toBe(true);
    expect(BigInt(parseFeedCursor(resumed.cursor)!.xid)).toBeLessThan(BigInt(parseFeedCursor(future)!.xid));
  }
});
