import { expect, test } from 'vitest';
import { transitionCase } from '../cases/transition.ts';
import { createState } from '../states/create.ts';
import { updateState } from '../states/update.ts';
import { as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { rowOf } from '../testing/reads.ts';
import { scoutsCase, settled } from './testing/scouts-case.ts';
import { undoScout } from './undo.ts';

const floor = testFloor();
const admin = () => ctxOf(floor.db, as(floor.people.admin));
const lead = () => ctxOf(floor.db, as(floor.people.lead));

/** A case that Scout has resolved out of a state. */
async function resolvedFrom(state: string): Promise<string> {
  const key = await scoutsCase(floor);
  if ((await rowOf(floor.db, key)).state !== state)
    await transitionCase({ ctx: ctxOf(floor.db, automation()), input: { key, to: { state } } });
  await settled(floor, key);
  expect((await rowOf(floor.db, key)).stage).toBe('resolved');
  return key;
}

const reopened = async (key: string) => {
  await undoScout({ ctx: lead(), input: { key, body: {} } });
  return (await rowOf(floor.db, key)).state;
};

test.each([
  ['in_progress', 'in_progress'],
  ['triage', 'triage'],
  ['new', 'triage'],
])('what was %s when Scout resolved it opens again as %s', async (state, opened) => {
  expect(await reopened(await resolvedFrom(state))).toBe(opened);
});

test('a state of the house’s own is kept; one that no resolved case comes to, or that was retired, is its stage’s', async () => {
  const add = (name: string, more: object = {}) =>
    createState({ ctx: admin(), input: { name, stage: 'in_progress', ...more } });
  await add('Investigating');
  await add('One way', { from: ['new', 'triage', 'in_progress'], next: ['resolved'] });
  await add('Going away');
  expect(await reopened(await resolvedFrom('investigating'))).toBe('investigating');
  expect(await reopened(await resolvedFrom('one_way'))).toBe('in_progress');
  const left = await resolvedFrom('going_away');
  await updateState({ ctx: admin(), input: { id: 'going_away', patch: { retired: true } } });
  expect(await reopened(left)).toBe('in_progress');
});
