import { expect, test } from 'vitest';
import { createRefusalCounter } from './refusals.ts';
import { listSourceHealth } from './sources.ts';
import { minutesAgo, NOW, person, testIntake } from './testing/intake.ts';

const intake = testIntake();
const { ctx, rows, send } = intake;

test('a source is silent when nothing came for as long as was expected', async () => {
  const settings = (minutes: number) => JSON.stringify({ expectedEveryMinutes: minutes });
  const add = (id: string, enabled: boolean, minutes: number) =>
    rows(
      `insert into connectors (id, vendor, enabled, settings, created_at, updated_at) values ($1, 'generic', $2, $3, $4, $4)`,
      [id, enabled, settings(minutes), minutesAgo(100)],
    );
  await add('generic/chatty', true, 30);
  await add('generic/late', true, 30);
  await add('generic/off', false, 30);
  await add('generic/never', true, 90);
  await add('generic/patient', true, 120);
  await send({ id: 1 }, 'generic/late', minutesAgo(45));
  await send({ id: 1 }, 'generic/chatty', minutesAgo(45));
  await send({ id: 2 }, 'generic/chatty', minutesAgo(5));
  const { items } = await listSourceHealth({ ctx: ctx(person('viewer')) });
  expect(items.filter(({ silent }) => silent).map(({ connector }) => connector)).toEqual([
    'generic/late',
    'generic/never',
  ]);
  expect(items.find(({ connector }) => connector === 'generic/chatty')).toEqual({
    connector: 'generic/chatty',
    enabled: true,
    lastSeenAt: minutesAgo(5).toISOString(),
    expectedEveryMinutes: 30,
    silent: false,
    last24h: { accepted: 2 },
  });
  expect(items[0]).toMatchObject({ connector: 'wiz', enabled: false, lastSeenAt: null, silent: false });
});

test('refusals are counted in memory, written as one row an hour, and added up over processes', async () => {
  const counters = [createRefusalCounter(intake.db, failed), createRefusalCounter(intake.db, failed)];
  for (const counter of counters) {
    for (let n = 0; n < 100; n += 1) counter.count('wiz', 'unauthenticated', NOW);
    counter.count('wiz', 'too_large', NOW);
  }
  await Promise.all(counters.map((counter) => counter.flush()));
  counters[0]!.count('wiz', 'unauthenticated', NOW);
  await Promise.all(counters.map((counter) => counter.close()));
  expect(await rows('select outcome, count::int from intake_counters order by 1')).toEqual([
    { outcome: 'too_large', count: 2 },
    { outcome: 'unauthenticated', count: 201 },
  ]);
  const { items } = await listSourceHealth({ ctx: ctx(person('viewer')) });
  expect(items[0]).toMatchObject({ connector: 'wiz', last24h: { refused: 203 } });
});

test('what could not be written is counted the next time', async () => {
  const counter = createRefusalCounter(intake.db, failed);
  counter.count('wiz', 'bad_body', NOW);
  await rows('alter table intake_counters rename to elsewhere');
  await expect(counter.flush()).rejects.toThrow();
  await rows('alter table elsewhere rename to intake_counters');
  await counter.close();
  expect(await rows('select count::int from intake_counters')).toEqual([{ count: 1 }]);
});

const failed = (error: unknown) => {
  throw error;
};
