import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { runs } from '../../db/schema/index.ts';
import { codeOf } from '../kernel/index.ts';
import { as, ctxOf, NOW, testFloor } from '../testing/fixtures.ts';
import { lockCase } from './fetch.ts';
import { openCase } from './open.ts';

const floor = testFloor();

test('a verb that holds a case keeps other verbs waiting, and not the ledger, which refers to it', async () => {
  const ctx = ctxOf(floor.db, as(floor.people.analyst));
  const { key } = await openCase({ ctx, input: { fields: { title: 'Held', severity: 'low' } } });
  await floor.db.transaction(async (tx) => {
    const { id } = await lockCase({ ...ctx, tx }, key, 'case.update');
    const second = floor.db.transaction(async (other) => {
      await other.execute(sql`set local lock_timeout = '100ms'`);
      await lockCase({ ...ctx, tx: other }, key, 'case.update');
    });
    await expect(second.catch(codeOf)).resolves.toBe('55P03');
    await floor.db.transaction(async (other) => {
      await other.execute(sql`set local lock_timeout = '100ms'`);
      await other.insert(runs).values({
        ...{ id: newId(), automation: 'route-by-severity', eventId: newId(), eventName: 'case/created', caseId: id },
        ...{ status: 'queued' as const, createdAt: NOW },
      });
    });
  });
});
