import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashedId, newId, runIdOf } from './ids.ts';
import { canonicalJson, hashSigningKey, readAnswer, sign, toErrorInfo } from './protocol.ts';

test('canonical JSON sorts keys, and is JSON', () => {
  expect(canonicalJson({ b: 1, a: [{ d: undefined, c: null }], ä: 'ü' })).toBe('{"a":[{"c":null}],"b":1,"ä":"ü"}');
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('the signature is over the body and the seconds, by the key without its prefix', () => {
  const now = new Date(1_700_000_000_900);
  const expected = createHmac('sha256', 'abcd').update('{"a":1}1700000000').digest('hex');
  expect(sign('{"a":1}', 'signkey-prod-abcd', now)).toBe(`t=1700000000&s=${expected}`);
});

test("the key's hash keeps the prefix", () => {
  expect(hashSigningKey('signkey-test-12345678')).toBe(
    'signkey-test-b2ed992186a5cb19f6668aade821f502c1d00970dfd0e35128d51bac4649916c',
  );
});

test.each([
  [new Response('{"ok":1}', { status: 200 }), { kind: 'completed', output: { ok: 1 } }],
  [
    new Response('{"op":"RunComplete","id":"x"}', { status: 206 }),
    { kind: 'ops', ops: [{ op: 'RunComplete' }], retry: true },
  ],
  [
    new Response('{"name":"E","message":"m"}', { status: 400, headers: { 'x-inngest-no-retry': 'true' } }),
    { kind: 'failed', error: { name: 'E', message: 'm' }, retry: false },
  ],
  [new Response('oops', { status: 502 }), { kind: 'failed', error: { name: 'ProtocolError' }, retry: true }],
])('answer %#', async (response, expected) => {
  expect((await readAnswer(response)).answer).toMatchObject(expected);
});

test('an error that is none keeps its text', () => {
  expect(toErrorInfo('plain')).toEqual({ name: 'Error', message: 'plain' });
  expect(toErrorInfo({ error: 'old style' })).toEqual({ name: 'Error', message: 'old style' });
  expect(toErrorInfo(null)).toEqual({ name: 'Error', message: 'null' });
});

test('ids are 26 characters; those of runs follow from event and function', () => {
  expect(runIdOf('e', 'f')).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(runIdOf('e', 'f')).toBe(runIdOf('e', 'f'));
  expect(new Set([runIdOf('e', 'f'), runIdOf('ef', ''), runIdOf('', 'ef'), hashedId('e', 'f')]).size).toBe(4);
  expect(newId(1_700_000_000_000) < newId(1_700_000_000_001)).toBe(true);
  expect(newId()).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
});
