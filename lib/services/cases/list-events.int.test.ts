import { expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { caseEvents, deliveries } from '../../db/schema/index.ts';
import { after, as, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { listCaseEvents } from './list-events.ts';
import { openCase } from './open.ts';

const floor = testFloor();
const ann = () => ctxOf(floor.db, as(floor.people.analyst));
const numbers = (items: { raw?: unknown }[]) => items.map(({ raw }) => (raw as { n: number }).n);

/** A case with so many events, each newer than the last, whose raw JSON has so many bytes; every other one with its delivery. */
async function caseWith(count: number, bytes: number): Promise<string> {
  const { key } = await openCase({ ctx: ann(), input: { fields: { title: 't', severity: 'low' } } });
  const { id: caseId } = await rowOf(floor.db, key);
  for (let n = 1; n <= count; n += 1) {
    const [deliveryId, raw] = [newId(), { n, text: 'x'.repeat(bytes) }];
    const body = JSON.stringify(raw);
    if (n % 2 === 0)
      await floor.db.insert(deliveries).values({
        id: deliveryId,
        connectorId: 'wiz',
        vendor: 'wiz',
        receivedAt: NOW,
        outcome: 'accepted',
        body,
        bodySha256: `${n}`,
        bytes: body.length,
      });
    await floor.db.insert(caseEvents).values({
      id: newId(),
      caseId,
      vendor: 'wiz',
      vendorId: 'v',
      deliveryId,
      title: 't',
      at: after(n),
      receivedAt: NOW,
      raw,
    });
  }
  return key;
}

test('a page ends where its raw JSON would grow past 4 MB, and leads on', async () => {
  const key = await caseWith(5, 1.5 * 1024 * 1024);
  const pages: number[][] = [];
  let cursor: string | undefined;
  do {
    const page = await listCaseEvents({ ctx: ann(), input: { key, query: { limit: 200, cursor } } });
    expect(page.count.value).toBe(5);
    pages.push(numbers(page.items));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(pages).toEqual([[5, 4], [3, 2], [1]]);
});

test('one that is larger by itself is in a page by itself', async () => {
  const key = await caseWith(2, 5 * 1024 * 1024);
  const page = await listCaseEvents({ ctx: ann(), input: { key, query: {} } });
  expect([numbers(page.items), page.nextCursor]).toEqual([[2], expect.any(String)]);
});

test('who may not read bodies gets none, and all events at once', async () => {
  const key = await caseWith(5, 1.5 * 1024 * 1024);
  const ctx = ctxOf(floor.db, as(floor.people.viewer));
  const { items, nextCursor } = await listCaseEvents({ ctx, input: { key, query: {} } });
  expect([items.length, nextCursor, items.some((item) => 'raw' in item)]).toEqual([5, null, false]);
});
