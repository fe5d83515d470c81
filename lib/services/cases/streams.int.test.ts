import { expect, test } from 'vitest';
import { after, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { receiveOn, wizEvent, wizOrigin } from '../testing/vendor.ts';
import { commentOnCase } from './comment.ts';
import { listCaseEvents } from './list-events.ts';
import { openCase } from './open.ts';
import { listCaseObservables, listTimeline } from './streams.ts';
import { summarizeRun } from './summarize.ts';

const floor = testFloor();
const ann = () => ctxOf(floor.db, as(floor.people.analyst));
const open = async (object: string) =>
  (
    await openCase({
      ctx: ctxOf(floor.db, automation()),
      input: { fields: { title: object, severity: 'low' }, origin: wizOrigin(object) },
    })
  ).key;

/** Every item of a paged stream, in pages of `limit`. */
async function walk<T>(page: (cursor?: string) => Promise<{ items: T[]; nextCursor: string | null }>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const next = await page(cursor);
    items.push(...next.items);
    cursor = next.nextCursor ?? undefined;
  } while (cursor);
  return items;
}

test('the timeline is newest first, page by page, all of one moment included', async () => {
  const key = await open('stream-1');
  for (let n = 0; n < 9; n += 1) await commentOnCase({ ctx: ann(), input: { key, body: `comment ${n}` } });
  const query = (more: object) => listTimeline({ ctx: ann(), input: { key, query: more } });
  const all = await query({});
  expect(all).toMatchObject({ nextCursor: null, count: { value: 12, capped: false } });
  expect(
    all.items
      .map((item) => item.kind)
      .reverse()
      .slice(0, 4),
  ).toEqual(['created', 'event', 'acknowledged', 'comment']);
  expect(await walk((cursor) => query({ limit: 5, cursor }))).toEqual(all.items);
  const comments = await query({ kind: 'comment,created', limit: 200 });
  expect(comments.count.value).toBe(10);
  await expect(query({ kind: 'gossip' })).rejects.toMatchObject({ code: 'invalid' });
});

test('a workflow’s summary says by which run', async () => {
  const key = await open('stream-2');
  const actor = automation('route-by-severity');
  await summarizeRun({ ctx: ctxOf(floor.db, actor), input: { key, summary: 'Gave it to Ann.' } });
  const [newest] = (await listTimeline({ ctx: ann(), input: { key, query: {} } })).items;
  expect(newest).toMatchObject({
    kind: 'summary',
    summary: 'Gave it to Ann.',
    runId: actor.kind === 'automation' ? actor.runId : '',
    actor: { kind: 'automation', name: 'route-by-severity' },
  });
});

test('events come by their own time, ties included, with the raw body', async () => {
  const key = await open('stream-3');
  for (const seconds of [30, 10, 10, 10, 20])
    await receiveOn(ctxOf(floor.db, automation(), after(60)), key, {
      event: wizEvent('stream-3', { at: after(seconds), raw: { seconds } }),
      observables: [],
    });
  const all = await listCaseEvents({ ctx: ann(), input: { key, query: {} } });
  expect(all.items.map((item) => item.at)).toEqual([30, 20, 10, 10, 10, 0].map((s) => after(s).toISOString()));
  expect(all.items[0]).toMatchObject({ vendor: 'wiz', vendorId: 'stream-3', raw: { seconds: 30 } });
  expect(await walk((cursor) => listCaseEvents({ ctx: ann(), input: { key, query: { limit: 2, cursor } } }))).toEqual(
    all.items,
  );
});

test.each([
  ['["x"]'],
  ['[-1]'],
  ['[1.5]'],
  ['["2026-01-12T12:00:00.000Z","no-uuid"]'],
  ['["2026-99-12T12:00:00.000Z","00000000-0000-7000-8000-000000000000"]'],
  ['[null,null]'],
])('the cursor %s is of no stream', async (json) => {
  const key = await open(`cursor ${json}`);
  const query = { cursor: Buffer.from(json).toString('base64url') };
  for (const stream of [listTimeline, listCaseEvents, listCaseObservables])
    await expect(stream({ ctx: ann(), input: { key, query } })).rejects.toMatchObject({
      errors: [{ pointer: '/cursor' }],
    });
});
