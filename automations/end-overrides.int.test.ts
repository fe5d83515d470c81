import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { connect } from '#lib/db/client.ts';
import { newId } from '#lib/db/id.ts';
import { observables, verdictOverrides } from '#lib/db/schema/index.ts';
import { refOf, SYSTEM } from '#lib/domain/actor.ts';
import { valueHash } from '#lib/services/observables/value-hash.ts';
import { NOW, testFloor } from '#lib/services/testing/fixtures.ts';
import { startEndingOverrides } from './end-overrides.ts';
import { useResources } from './resources.ts';

const floor = testFloor();

test('two workers end what is over once, and leave the rest', async () => {
  let announced = 0;
  const announce = () => {
    announced += 1;
  };
  useResources({ db: floor.db, allowedNetworks: [], announce });
  const later = new Date(Date.now() + 3_600_000);
  const [over, standing] = await Promise.all(
    [NOW, later].map(async (until) => {
      const observableId = newId();
      const seen = { firstSeen: NOW, lastSeen: NOW, verdict: 'benign' as const };
      const value = `${observableId}.net`;
      await floor.db
        .insert(observables)
        .values({ id: observableId, type: 'domain', value, valueSha256: valueHash('domain', value), ...seen });
      const said = { verdict: 'benign' as const, reason: 'Ours.', by: refOf(SYSTEM), at: NOW, until };
      await floor.db.insert(verdictOverrides).values({ id: newId(), observableId, ...said });
      return observableId;
    }),
  );
  const database = connect(floor.url, 2);
  const loops = [startEndingOverrides(database), startEndingOverrides(database)];
  const verdictOf = async (id: string) =>
    (await floor.db.select().from(observables).where(eq(observables.id, id)))[0]!.verdict;
  await expect.poll(() => verdictOf(over!)).toBe('unknown');
  await Promise.all(loops.map((loop) => loop.stop()));
  await database.pool.end();
  expect(announced).toBe(1);
  expect(await verdictOf(standing!)).toBe('benign');
});
