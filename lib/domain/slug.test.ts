import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slugOf } from './slug.ts';

test.each([
  ['Waiting for store', '_', 'waiting_for_store'],
  ['  Ça va – bien!  ', '-', 'ca-va-bien'],
  ['Köln Süd 2', '-', 'koln-sud-2'],
  ['店', '-', ''],
] as const)('%s', (name, joiner, slug) => {
  expect(slugOf(name, joiner)).toBe(slug);
});

test('a slug is a slug already, and never too long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 60 }), (name, max) => {
      const slug = slugOf(name, '-', max);
      expect(slug).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/);
      expect(slug.length).toBeLessThanOrEqual(max);
      expect(slugOf(slug, '-', max)).toBe(slug);
    }),
  );
});
