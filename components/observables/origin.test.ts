import { expect, test } from 'vitest';
import { originWords } from './origin.ts';

test.each([
  [[], 'unknown', 'unknown'],
  [['manual'], 'by hand', 'by hand'],
  [['entity.name', 'notes[0]', 'entity.name'], 'entity.name +1', 'entity.name\nnotes[0]'],
])('%j', (paths, short, all) => {
  expect(originWords(paths.map((path) => ({ path })))).toEqual({ short, all });
});
