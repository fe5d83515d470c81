import { expect, test } from 'vitest';
import { namedFirst, rankCommands } from './rank.ts';

const commands = [
  { group: 'This case', title: 'Resolve …' },
  { group: 'This case', title: 'Assign …', hint: 'Mara Keller' },
  { group: 'Pages', title: 'Unassigned' },
  { group: 'Pages', title: 'Assignment rules' },
];
const titles = (typed: string) => rankCommands(commands, typed).map((command) => command.title);

test('nothing typed shows all, in their order', () => {
  expect(titles('  ')).toEqual(['Resolve …', 'Assign …', 'Unassigned', 'Assignment rules']);
});

test('groups keep their order, and within one the better fit comes first', () => {
  expect(titles('assign')).toEqual(['Assign …', 'Assignment rules', 'Unassigned']);
});

test('every word must be there, the hint counts', () => {
  expect(titles('KEL ass')).toEqual(['Assign …']);
  expect(titles('assign nobody')).toEqual([]);
});

test.each([
  ['assign', ['Assign …', 'Assignment rules']],
  [' Assignment  Rules ', ['Assignment rules']],
  ['ASSIGNMENT R', ['Assignment rules']],
  ['signed', []],
  ['u', []],
  ['', []],
])('what is called %j stands before what is found', (typed, named) => {
  const split = namedFirst(commands, typed);
  expect(split.named.map((command) => command.title)).toEqual(named);
  expect(split.rest).toEqual(commands.filter((command) => !split.named.includes(command)));
});
