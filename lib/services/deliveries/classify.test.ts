import { expect, test } from 'vitest';
import { WIZ_DETECTION, WIZ_ISSUE } from '../../domain/mappings/samples.ts';
import { classify } from './classify.ts';

test.each([
  ['wiz', WIZ_ISSUE, WIZ_ISSUE.issue.id],
  ['wiz', WIZ_DETECTION, WIZ_DETECTION.id],
  ['generic/acme', { id: 'a-1' }, 'a-1'],
  ['generic/acme', { id: 17 }, '17'],
  ['generic/acme', { id: ' ', alertId: 'b' }, 'b'],
  ['generic/acme', { id: null, event: { id: 'c' } }, 'c'],
  ['generic/acme', { id: { $oid: 'x' }, incident: { id: 'd' } }, 'd'],
  ['generic/acme', { title: 'no id' }, 'sha256:HASH'],
  ['generic/acme', { id: 'a\0b\ud800' }, 'a\ufffdb\ufffd'],
])('%s %j is about %s', (connector, body, objectKey) => {
  expect(classify(connector, body, 'HASH')).toMatchObject({ ok: true, objectKey });
});

test('a long id is kept as its hash', () => {
  const reading = classify('generic/acme', { id: 'x'.repeat(5_000) }, 'HASH');
  expect(reading).toMatchObject({ ok: true, objectKey: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
});

test.each([
  ['wiz', { hello: 1 }],
  ['wiz', []],
  ['generic/acme', []],
  ['generic/acme', 'text'],
  ['generic/acme', null],
])('%s %j is of another shape', (connector, body) => {
  expect(classify(connector, body, 'HASH')).toMatchObject({ ok: false, reason: expect.stringMatching(/\.$/) });
});
