import { expect, test } from 'vitest';
import type { CaseTransition } from '../../domain/case.ts';
import { openCase } from '../cases/open.ts';
import { transitionCase } from '../cases/transition.ts';
import { after, apiKey, as, automation, ctxOf, testFloor } from '../testing/fixtures.ts';
import { rowOf, timelineOf, traceOf } from '../testing/reads.ts';
import { getCaseSla } from './get-case-sla.ts';
import { giveReason } from './give-reason.ts';

const floor = testFloor();
const DAY = 86_400;
const ann = (seconds: number) => ctxOf(floor.db, as(floor.people.analyst), after(seconds));
const open = async () =>
  (
    await openCase({
      ctx: ctxOf(floor.db, automation()),
      input: { fields: { title: 'A case', severity: 'critical' } },
    })
  ).key;
const end = { verdict: 'true_positive', summary: 'Done.' } as const;
const close = (key: string, to: Partial<CaseTransition> = {}, ctx = ann(DAY)) =>
  transitionCase({ ctx, input: { key, to: { state: 'closed', ...end, ...to } } });
const reasons = async (key: string) =>
  (await getCaseSla({ ctx: ann(DAY), input: { key } })).timers.map(({ breachReason }) => breachReason);

test.each([
  ['a person', () => ann(DAY)],
  ['a program with a key', () => ctxOf(floor.db, apiKey('analyst'), after(DAY))],
])('%s closes no case whose timers ran out without saying why', async (_name, ctx) => {
  const key = await open();
  await expect(close(key, {}, ctx())).rejects.toMatchObject({
    code: 'invalid',
    errors: [
      { pointer: '/breachReason', message: expect.stringContaining('“Time to acknowledge” and “Time to resolve”') },
    ],
  });
  expect(await rowOf(floor.db, key)).toMatchObject({ stage: 'new' });
  await close(key, { breachReason: { code: 'workload' } }, ctx());
  expect(await reasons(key)).toEqual([
    { code: 'workload', text: null },
    { code: 'workload', text: null },
  ]);
});

test('resolving asks for none, a kept promise neither', async () => {
  const late = await open();
  await transitionCase({ ctx: ann(DAY), input: { key: late, to: { state: 'resolved', ...end } } });
  await expect(close(late)).rejects.toMatchObject({ errors: [{ pointer: '/breachReason' }] });
  const kept = await open();
  await close(kept, {}, ann(60));
  expect(await reasons(kept)).toEqual([null, null]);
});

test('an automation that closes says so itself', async () => {
  const key = await open();
  await close(key, {}, ctxOf(floor.db, automation(), after(DAY)));
  expect(await reasons(key)).toEqual([
    { code: 'automation', text: null },
    { code: 'automation', text: null },
  ]);
});

test('a reason that was given stands; the rest get the one of the closing', async () => {
  const key = await open();
  const given = await giveReason({
    ctx: ann(DAY),
    input: { key, timerId: 'acknowledge', reason: { code: 'other', text: 'A feast' } },
  });
  expect(given).toMatchObject({ breachReason: { code: 'other', text: 'A feast' } });
  await close(key, { breachReason: { code: 'workload', text: 'Two at once' } });
  expect(await reasons(key)).toEqual([
    { code: 'other', text: 'A feast' },
    { code: 'workload', text: 'Two at once' },
  ]);
  expect((await timelineOf(floor.db, key)).filter(({ kind }) => kind === 'sla').map(({ summary }) => summary)).toEqual([
    'Said why “Time to acknowledge” ran out: Something else – A feast',
    'Said why “Time to resolve” ran out: Too much at once – Two at once',
  ]);
});

test('a later reason takes the place of an earlier one, the same again leaves no trace', async () => {
  const key = await open();
  const give = (reason: object) => giveReason({ ctx: ann(DAY), input: { key, timerId: 'resolve', reason } });
  await give({ code: 'workload' });
  const before = await traceOf(floor.db, key);
  await give({ code: 'workload' });
  expect(await traceOf(floor.db, key)).toEqual(before);
  expect(await give({ code: 'handover' })).toMatchObject({ breachReason: { code: 'handover' } });
});

test('a timer that did not run out has no reason, and “other” needs words', async () => {
  const key = await open();
  const give = (reason: object, seconds: number) =>
    giveReason({ ctx: ann(seconds), input: { key, timerId: 'resolve', reason } });
  await expect(give({ code: 'workload' }, 60)).rejects.toMatchObject({ code: 'conflict' });
  await expect(give({ code: 'other' }, DAY)).rejects.toMatchObject({ errors: [{ pointer: '/text' }] });
  await expect(give({ code: 'bad luck' }, DAY)).rejects.toMatchObject({ errors: [{ pointer: '/code' }] });
});
