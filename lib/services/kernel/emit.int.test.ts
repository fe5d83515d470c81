import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { runs } from '../../db/schema/index.ts';
import { MAX_CAUSE_DEPTH } from '../../domain/events.ts';
import { openCase } from '../cases/open.ts';
import { updateCase } from '../cases/update.ts';
import { automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { eventsOf, kindsOf, timelineOf } from '../testing/reads.ts';

const floor = testFloor();
const chainOf = (length: number) => Array.from({ length }, (_, n) => `event-${n}`);
const raise = async (length: number) => {
  const { key } = await openCase({
    ctx: ctxOf(floor.db, automation()),
    input: { fields: { title: 'Chain', severity: 'low' } },
  });
  const ctx = ctxOf(floor.db, automation('loop'), undefined, { cause: chainOf(length) });
  await updateCase({ ctx, input: { key, patch: { severity: 'high' } } });
  const event = (await eventsOf(floor.db, key)).at(-1)!;
  const ledger = await floor.db.select().from(runs).where(eq(runs.eventId, event.id));
  return { key, event, ledger };
};

test('a chain of the full length goes on, one longer stops and says so on the case and in the ledger', async () => {
  const last = await raise(MAX_CAUSE_DEPTH - 1);
  expect(last.event).toMatchObject({ sentAt: null, data: { cause: chainOf(MAX_CAUSE_DEPTH - 1) } });
  expect(last.ledger).toMatchObject([{ automation: 'route-by-severity', status: 'queued', reason: null }]);
  expect(await kindsOf(floor.db, last.key)).not.toContain('stopped');

  const stopped = await raise(MAX_CAUSE_DEPTH);
  expect(stopped.event.sentAt).not.toBeNull();
  expect(stopped.ledger).toMatchObject([
    { automation: 'route-by-severity', status: 'skipped', reason: expect.stringContaining('chains stop at 16') },
  ]);
  expect((await timelineOf(floor.db, stopped.key)).at(-1)).toMatchObject({
    kind: 'stopped',
    summary: expect.stringContaining('16 long'),
    detail: { event: 'case/severity.changed', automations: ['route-by-severity'] },
  });
});

test('however long a chain has grown, its event keeps the last part of it', async () => {
  const { event, ledger } = await raise(40);
  expect(event.data.cause).toEqual(chainOf(40).slice(-MAX_CAUSE_DEPTH));
  expect(ledger[0]!.status).toBe('skipped');
});
