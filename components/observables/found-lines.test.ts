import { expect, test } from 'vitest';
import { extract } from '#lib/domain/observables/index.ts';
import { previewOf } from './found-lines.ts';

const preview = (text: string) => previewOf(text, extract(text));

test('each observable once, and the lines in which nothing was found', () => {
  expect(preview('hxxp://evil[.]com/a\nseen at 203[.]0[.]113[.]9, 203.0.113.9\njdoe\n\n POS-7 \njdoe')).toEqual({
    found: [
      { type: 'url', value: 'http://evil.com/a' },
      { type: 'domain', value: 'evil.com' },
      { type: 'ipv4', value: '203.0.113.9' },
    ],
    loose: ['jdoe', 'POS-7'],
  });
});

test('a sentence is no value', () => {
  expect(preview('Please look at this, it was reported by the store.').loose).toEqual([]);
  expect(preview('')).toEqual({ found: [], loose: [] });
});
