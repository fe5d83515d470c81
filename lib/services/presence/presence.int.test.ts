import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { outbox, presence, runs } from '../../db/schema/index.ts';
import { GONE_AFTER_MS } from '../../domain/presence.ts';
import { openCase } from '../cases/open.ts';
import { after, apiKey, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { rowOf, traceOf } from '../testing/reads.ts';
import { leaveCase } from './leave.ts';
import { listOnlookers } from './list.ts';
import { lookAtCase } from './look.ts';
import { PRESENCE_CHANGED } from './tell.ts';

const floor = testFloor();
const at = (ms: number, who: 'analyst' | 'colleague' | 'viewer' | 'lead' = 'analyst') =>
  ctxOf(floor.db, as(floor.people[who]), after(ms / 1000));
const open = (fields: object = {}) =>
  openCase({ ctx: ctxOf(floor.db, automation()), input: { fields: { title: 'Case', severity: 'high', ...fields } } });
const look = (key: string, page: string, ctx = at(0), editing: string | null = null) =>
  lookAtCase({ ctx, input: { key, look: { page, editing } } });
const names = async (key: string, ms: number) =>
  (await listOnlookers({ ctx: at(ms), input: { key } })).items.map((one) => one.member.name);

/** How often the open pages were told. */
async function toldOf(key: string): Promise<number> {
  const { id } = await rowOf(floor.db, key);
  const told = await floor.db
    .select()
    .from(outbox)
    .where(and(eq(outbox.caseId, id), eq(outbox.name, PRESENCE_CHANGED)));
  for (const row of told) expect(row.sentAt, 'no automation hears of it').not.toBeNull();
  return told.length;
}

test('who looks is shown while the heart beats, and the pages are told of comings and goings alone', async () => {
  const { key } = await open();
  const before = await traceOf(floor.db, key);
  expect((await look(key, 'tab-1')).items).toMatchObject([{ member: { name: 'Ann' }, editing: null }]);
  expect((await look(key, 'tab-2')).items, 'two pages of one member').toHaveLength(1);
  await look(key, 'tab-3', at(0, 'viewer'));
  expect(await names(key, 1)).toEqual(['Ann', 'Vera']);
  expect(await toldOf(key)).toBe(3);
  await look(key, 'tab-1', at(8_000));
  expect(await toldOf(key), 'a heartbeat is no news').toBe(3);
  await look(key, 'tab-1', at(9_000), 'description');
  expect((await listOnlookers({ ctx: at(9_000), input: { key } })).items[0]).toMatchObject({ editing: 'description' });
  expect(await toldOf(key)).toBe(4);

  expect(await names(key, GONE_AFTER_MS), 'Vera said nothing for so long').toEqual(['Ann']);
  await look(key, 'tab-1', at(GONE_AFTER_MS + 1), 'description');
  expect(await toldOf(key), 'and the others are told').toBe(5);
  await leaveCase({ ctx: at(GONE_AFTER_MS + 2), input: { key, page: { page: 'tab-1' } } });
  await leaveCase({ ctx: at(GONE_AFTER_MS + 2), input: { key, page: { page: 'tab-1' } } });
  expect(await names(key, GONE_AFTER_MS + 2)).toEqual([]);
  expect(await toldOf(key)).toBe(6);
  const { id } = await rowOf(floor.db, key);
  expect(await floor.db.select().from(presence).where(eq(presence.caseId, id))).toEqual([]);
  expect({ ...(await traceOf(floor.db, key)), events: before.events }, 'looking changes nothing').toEqual(before);
  expect(
    (await floor.db.select().from(runs).where(eq(runs.caseId, id))).every((run) => run.eventName !== PRESENCE_CHANGED),
  ).toBe(true);
});

test('one page that beats twice at once is one row', async () => {
  const { key } = await open();
  await Promise.all(Array.from({ length: 6 }, () => look(key, 'tab-1')));
  expect(await names(key, 0)).toEqual(['Ann']);
});

test('a restricted case has onlookers for who may see it alone; a key looks at nothing', async () => {
  const { key } = await open({ restricted: true });
  await look(key, 'tab-1', at(0, 'lead'));
  await expect(look(key, 'tab-1')).rejects.toMatchObject({ code: 'not_found' });
  await expect(listOnlookers({ ctx: at(0), input: { key } })).rejects.toMatchObject({ code: 'not_found' });
  await expect(look(key, 'x', ctxOf(floor.db, apiKey('admin')))).rejects.toMatchObject({ code: 'forbidden' });
});
