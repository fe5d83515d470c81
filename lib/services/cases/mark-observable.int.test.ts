import { expect, test } from 'vitest';
import { newId } from '../../db/id.ts';
import { after, apiKey, as, ctxOf, testFloor } from '../testing/fixtures.ts';
import { auditOf, eventsOf, timelineOf, traceOf } from '../testing/reads.ts';
import { markObservable } from './mark-observable.ts';
import { openCase } from './open.ts';
import { listCaseObservables } from './streams.ts';

const floor = testFloor();
const ann = () => ctxOf(floor.db, as(floor.people.analyst), after(60));

async function held() {
  const observables = [{ value: '203.0.113.7' }, { value: '203.0.113.8' }];
  const { key } = await openCase({ ctx: ann(), input: { fields: { title: 'Case', severity: 'low', observables } } });
  const { items } = await listCaseObservables({ ctx: ann(), input: { key, query: {} } });
  return { key, first: items[0]!, second: items[1]! };
}

test('role and key flag are set, told and traced; the same again writes nothing', async () => {
  const { key, second } = await held();
  const mark = { key: true, role: 'victim' } as const;
  const set = () => markObservable({ ctx: ann(), input: { key, id: second.id, mark } });
  expect(await set()).toMatchObject({ id: second.id, key: true, role: 'victim' });
  const { items } = await listCaseObservables({ ctx: ann(), input: { key, query: {} } });
  expect(items[0]!.id, 'key ones come first').toBe(second.id);
  expect((await timelineOf(floor.db, key)).at(-1)).toMatchObject({
    kind: 'observables',
    summary: `${second.defanged} is victim instead of implicated; ${second.defanged} is a key observable`,
  });
  expect((await auditOf(floor.db, key)).at(-1)).toMatchObject({
    action: 'case.mark_observable',
    diff: { role: { from: 'implicated', to: 'victim' }, key: { from: false, to: true } },
  });
  expect((await eventsOf(floor.db, key)).at(-1)).toMatchObject({ name: 'case/updated' });
  const before = await traceOf(floor.db, key);
  await set();
  expect(await traceOf(floor.db, key)).toEqual(before);
});

test('what is not on the case, says nothing or may not be done is refused', async () => {
  const { key, first } = await held();
  const mark = (id: string, what: object, ctx = ann()) => markObservable({ ctx, input: { key, id, mark: what } });
  for (const id of [newId(), 'x']) await expect(mark(id, { key: true })).rejects.toMatchObject({ code: 'not_found' });
  await expect(mark(first.id, {})).rejects.toMatchObject({ code: 'invalid' });
  await expect(mark(first.id, { key: true, color: 1 })).rejects.toMatchObject({ errors: [{ pointer: '/color' }] });
  const viewer = ctxOf(floor.db, apiKey('viewer'));
  await expect(mark(first.id, { key: true }, viewer)).rejects.toMatchObject({ code: 'forbidden' });
});
