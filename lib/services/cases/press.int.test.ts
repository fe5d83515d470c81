import { expect, test } from 'vitest';
import { z } from 'zod';
import { runbooks } from '../../db/schema/index.ts';
import { ADVANCE_RUNBOOK, type QuickAction } from '../../domain/quick-actions.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { as, ctxOf, testFloor } from '../testing/fixtures.ts';
import { eventsOf, rowOf, timelineOf } from '../testing/reads.ts';
import { wizOrigin } from '../testing/vendor.ts';
import { getCase } from './get.ts';
import { openCase } from './open.ts';
import { pressAction } from './press.ts';
import { quickActionsOf } from './quick-actions.ts';

const floor = testFloor();
const open = () =>
  openCase({
    ctx: ctxOf(floor.db, as(floor.people.analyst)),
    input: { fields: { title: 'Case', severity: 'medium', category: 'Cloud' } },
  });

/** With a form: its run is that of the shipped one. */
const WITH_FORM: QuickAction = {
  ...ADVANCE_RUNBOOK,
  title: 'Isolate',
  input: z.strictObject({
    minutes: z.number().int().min(1).max(60).default(15).describe('How long.'),
    reason: z.string().min(3),
  }),
};
const press = (key: string, body: unknown, people: 'analyst' | 'viewer' = 'analyst') =>
  pressAction({ ctx: ctxOf(floor.db, as(floor.people[people])), input: { key, action: 'advance-runbook', body } }, [
    WITH_FORM,
  ]);

test('the view carries the form as JSON Schema', async () => {
  const { key } = await open();
  const row = await rowOf(floor.db, key);
  const runbook = (await floor.db.select().from(runbooks)).find((one) => one.key === row.runbook);
  expect(quickActionsOf(row, { runbook, tasks: [], intelVendor: null }, [WITH_FORM])).toMatchObject([
    {
      title: 'Isolate',
      refused: null,
      effect: expect.stringContaining('Move to'),
      input: {
        required: ['reason'],
        properties: { minutes: { type: 'integer', default: 15, description: 'How long.' }, reason: { minLength: 3 } },
      },
    },
  ]);
});

test('what is filled in is parsed by the action’s schema; the phase that was seen stands beside it', async () => {
  const { key } = await open();
  const { phase } = await rowOf(floor.db, key);
  const { runId } = await press(key, { input: { reason: 'It beacons.' } });
  const pressed = (await eventsOf(floor.db, key)).find(({ name }) => name === 'case/quick_action.pressed');
  expect(pressed!.data.current).toEqual({
    pressId: expect.any(String),
    phase,
    input: { minutes: 15, reason: 'It beacons.' },
  });
  const entry = (await timelineOf(floor.db, key)).find(({ kind }) => kind === 'action');
  expect(entry!.detail).toEqual({
    action: 'advance-runbook',
    runId,
    input: { minutes: 15, reason: 'It beacons.' },
  });
});

test.each([
  ['a missing field', {}, ['/input/reason']],
  ['no body', undefined, ['/input/reason']],
  ['wrong fields', { input: { minutes: 0, reason: 'x' } }, ['/input/minutes', '/input/reason']],
  ['more than an event holds', { input: { reason: 'x'.repeat(70_000) } }, ['/input']],
  ['an unknown field', { input: { reason: 'why not', phase: 'recover' } }, ['/input/phase']],
  ['an unknown member', { inputs: {}, input: { reason: 'why not' } }, ['/inputs']],
])('%s is named by its pointer, and nothing is pressed', async (_name, body, pointers) => {
  const { key } = await open();
  const error = await press(key, body).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'invalid', errors: pointers.map((pointer) => ({ pointer })) });
  expect((await timelineOf(floor.db, key)).map(({ kind }) => kind)).not.toContain('action');
});

test.each([
  ['wiz', 'wiz', false],
  ['crowdstrike', 'crowdstrike', true],
  // As after a merge: the case is another vendor's, an event of it is not.
  ['wiz', 'crowdstrike', true],
])(
  'a case of %s with an event of %s: it has the button for alerts of CrowdStrike’s: %s',
  async (source, vendor, has) => {
    const analyst = ctxOf(floor.db, as(floor.people.analyst));
    const origin = wizOrigin(`${source} ${vendor}`);
    const { key, actions } = await openCase({
      ctx: analyst,
      input: {
        fields: { title: 'Case', severity: 'medium', source },
        origin: { ...origin, event: { ...origin.event, vendor } },
      },
    });
    const later = await getCase({ ctx: analyst, input: { key } });
    const of = (view: Pick<CaseView, 'actions'>) => view.actions.some(({ id }) => id === 'analyze-threat-intel');
    expect(of(later)).toBe(has);
    if (source === vendor) expect(of({ actions })).toBe(has);
    const pressed = pressAction({ ctx: analyst, input: { key, action: 'analyze-threat-intel' } });
    if (has) {
      expect(await pressed).toEqual({ runId: expect.any(String) });
      const heard = (await eventsOf(floor.db, key)).find(({ name }) => name === 'case/quick_action.pressed');
      expect(heard!.data).toMatchObject({ vendor: 'crowdstrike' });
    } else
      await expect(pressed).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('CrowdStrike'),
      });
  },
);

test('who may not act learns nothing of the form', async () => {
  const { key } = await open();
  await expect(press(key, {}, 'viewer')).rejects.toMatchObject({ code: 'forbidden' });
});
