import fc from 'fast-check';
import { expect, test } from 'vitest';
import { carryOver, phaseAfter } from './runbook-change.ts';

const task = (title: string, phase = 'identify') => ({ title, phase });
const kept = (id: string, title: string, own = false) => ({ id, title, own });

test('what is done and asked for again is done there, in its new place', () => {
  expect(
    carryOver([kept('1', 'Find the owner'), kept('2', 'Old work')], [task('Look'), task('find the owner ', 'contain')]),
  ).toEqual({
    written: [{ title: 'Look', phase: 'identify', position: 0 }],
    moved: [
      { id: '1', phase: 'contain', position: 1 },
      { id: '2', position: 2 },
    ],
  });
});

test('one done task answers one of two that are called the same; an own task answers none', () => {
  const twice = [task('Look'), task('Look', 'review')];
  expect(carryOver([kept('1', 'Look')], twice).written).toEqual([{ ...twice[1], position: 1 }]);
  expect(carryOver([kept('1', 'Look', true)], twice).written).toHaveLength(2);
});

test('nothing is lost, nothing doubled, and no two stand at one place', () => {
  const title = fc.constantFrom('a', 'A', 'b', 'c', ' c');
  const keptTasks = fc
    .array(fc.record({ title, own: fc.boolean() }))
    .map((tasks) => tasks.map((one, id) => ({ ...one, id: String(id) })));
  fc.assert(
    fc.property(keptTasks, fc.array(fc.record({ title, phase: fc.constantFrom('x', 'y') })), (mine, next) => {
      const { written, moved } = carryOver(mine, next);
      expect(moved.map((one) => one.id).sort()).toEqual(mine.map((one) => one.id).sort());
      const places = [...written, ...moved].map((one) => one.position);
      expect(new Set(places).size).toBe(places.length);
      const answered = moved.filter((one) => one.phase !== undefined);
      expect(written.length + answered.length).toBe(next.length);
      for (const one of answered) expect(mine[Number(one.id)]!.own).toBe(false);
    }),
  );
});

test.each([
  ['contain', ['identify', 'contain'], 'contain'],
  ['eradicate', ['identify', 'contain'], 'identify'],
  [null, ['identify'], 'identify'],
  ['contain', [], null],
])('from %s over %j to %s', (current, phases, expected) => {
  expect(
    phaseAfter(
      current,
      phases.map((key) => ({ key })),
    ),
  ).toBe(expected);
});
