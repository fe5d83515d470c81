import { expect, test } from 'vitest';
import { read, store } from './drafts.ts';

function memory() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (place: string) => kept.get(place) ?? null,
    setItem: (place: string, text: string) => void kept.set(place, text),
    removeItem: (place: string) => void kept.delete(place),
  };
}
const DAY = 24 * 60 * 60_000;

test('a draft is kept for two weeks, and gone when it is thrown away', () => {
  const storage = memory();
  store('a', { text: 'half a sentence', version: 3 }, 0, storage);
  expect(read('a', 13 * DAY, storage)).toEqual({ text: 'half a sentence', version: 3 });
  expect(read('a', 14 * DAY, storage)).toBeNull();
  expect(read('b', 0, storage)).toBeNull();
  store('a', null, 0, storage);
  expect(storage.kept.size).toBe(0);
});

test.each(['', '{', '"text"', '{"text":1,"version":1,"at":0}', '{"text":"x","at":0}', '{"text":"x","version":1}'])(
  'what is kept as %s is no draft',
  (text) => {
    expect(read('a', 0, { getItem: () => text })).toBeNull();
  },
);

test('a browser that forbids storage is no error', () => {
  const forbidden = () => {
    throw new Error('denied');
  };
  store('a', { text: 'x', version: 1 }, 0, { setItem: forbidden, removeItem: forbidden });
  expect(read('a', 0, { getItem: forbidden })).toBeNull();
});
