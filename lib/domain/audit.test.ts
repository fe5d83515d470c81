import { expect, test } from 'vitest';
import { HIDDEN, withoutSecrets } from './audit.ts';

test.each([
  ['a password', { password: { from: '(set)', to: 'hunter22hunter' } }, { password: { from: '(set)', to: HIDDEN } }],
  [
    'a credential below its connector',
    { 'credentials.webhookToken': { from: 'set', to: 'replaced' } },
    { 'credentials.webhookToken': { from: 'set', to: 'replaced' } },
  ],
  [
    'one deep inside',
    { settings: { from: {}, to: { nested: [{ apiKey: 'abc', url: 'https://a.example' }] } } },
    { settings: { from: {}, to: { nested: [{ apiKey: HIDDEN, url: 'https://a.example' }] } } },
  ],
  [
    'whatever stands below one',
    { clientSecret: { from: null, to: { a: ['x', 1] } } },
    { clientSecret: { from: null, to: { a: [HIDDEN, HIDDEN] } } },
  ],
  ['whether there is one', { sharedSecrets: { from: false, to: true } }, { sharedSecrets: { from: false, to: true } }],
  ['what is none', { title: { from: 'A', to: 'B' } }, { title: { from: 'A', to: 'B' } }],
])('%s', (_, diff, shown) => {
  expect(withoutSecrets(diff)).toEqual(shown);
});

test('a moment stays one', () => {
  const at = new Date('2026-01-12T12:00:00Z');
  expect(withoutSecrets({ expiresAt: { from: null, to: at } })).toEqual({ expiresAt: { from: null, to: at } });
});
