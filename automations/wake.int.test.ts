import './testing/environment.ts';
import { expect, test } from 'vitest';
import { connect } from '#lib/db/client.ts';
import { openCase } from '#lib/services/cases/open.ts';
import { transitionCase } from '#lib/services/cases/transition.ts';
import { as, ctxOf, testFloor } from '#lib/services/testing/fixtures.ts';
import { rowOf, timelineOf } from '#lib/services/testing/reads.ts';
import { useResources } from './resources.ts';
import { startWake } from './wake.ts';

const floor = testFloor();

test('two workers wake what came due while nobody ran, once, and tell the streams', async () => {
  const yesterday = new Date(Date.now() - 86_400_000);
  const ctx = ctxOf(floor.db, as(floor.people.analyst), yesterday);
  const { key } = await openCase({ ctx, input: { fields: { title: 'Waits', severity: 'low' } } });
  const to = { state: 'on_hold', reason: 'Waits', wakeAt: new Date(yesterday.getTime() + 60_000) } as const;
  await transitionCase({ ctx, input: { key, to } });

  const own = connect(floor.url, 4);
  const announced = Promise.withResolvers<void>();
  useResources({ db: own.db, allowedNetworks: [], announce: announced.resolve });
  const stops = [startWake(own), startWake(own)];
  try {
    await announced.promise;
  } finally {
    await Promise.all(stops.map((stop) => stop()));
    await own.pool.end();
  }
  expect(await rowOf(floor.db, key)).toMatchObject({ state: 'triage', wakeAt: null });
  const moves = (await timelineOf(floor.db, key)).filter((entry) => entry.kind === 'state');
  expect(moves.map((entry) => entry.actorKind)).toEqual(['user', 'system']);
});
