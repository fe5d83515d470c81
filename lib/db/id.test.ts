import { expect, it } from 'vitest';
import { newId } from './id.ts';

const timeOf = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16);
/** So many milliseconds after whatever this process has numbered. */
const later = (ms: number) => timeOf(newId()) + ms;

it('makes UUIDs of version 7: the time first, then what no other has', () => {
  const at = later(60_000);
  const ids = Array.from({ length: 2_000 }, () => newId(at));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(timeOf(id)).toBe(at);
  }
});

it('never goes back in time, even where the clock does', () => {
  const newest = newId(later(120_000));
  expect(timeOf(newId(0))).toBe(timeOf(newest));
});
