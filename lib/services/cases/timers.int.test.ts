import { expect, test } from 'vitest';
import { after, apiKey, as, ctxOf, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { commentOnCase } from './comment.ts';
import { getCase } from './get.ts';
import { openCase } from './open.ts';
import { updateCase } from './update.ts';

const floor = testFloor();
const ann = (seconds = 0) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));
const open = async () =>
  (await openCase({ ctx: ann(), input: { fields: { title: 'A case', severity: 'low', description: 'x' } } })).key;

test('a writer whose clock is older than the last change turns neither the timer nor the time of change back', async () => {
  const key = await open();
  await updateCase({ ctx: ann(20), input: { key, patch: { severity: 'critical' } } });
  const raised = await rowOf(floor.db, key);
  expect(raised.leadDueAt).toEqual(after(20 + 900));
  // It took its clock, then waited for the case.
  await commentOnCase({ ctx: ctxOf(floor.db, apiKey('analyst'), after(10)), input: { key, body: 'Late.' } });
  expect(await rowOf(floor.db, key)).toMatchObject({ leadDueAt: after(920), updatedAt: after(20) });
});

test('a VIP flag counts among other edits, and an edit of a text does not', async () => {
  const key = await open();
  await updateCase({ ctx: ann(10), input: { key, patch: { description: 'Long.', vip: true } } });
  await updateCase({ ctx: ann(20), input: { key, patch: { description: 'Longer.' } } });
  const timers = async () =>
    (await getCase({ ctx: ann(60), input: { key } })).sla.map((timer) => [timer.metric, timer.targetSeconds]);
  expect(await timers()).toEqual([
    ['acknowledge', 4 * 3600],
    ['resolve', 36 * 3600],
  ]);
  await updateCase({ ctx: ann(30), input: { key, patch: { vip: false } } });
  expect(await timers()).toEqual([
    ['acknowledge', 8 * 3600],
    ['resolve', 72 * 3600],
  ]);
});
