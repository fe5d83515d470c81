import { expect, it } from 'vitest';
import { isSignedBySlack, type SignedRequest } from './slack-signature.ts';

const SECRET = 'emulator-signing-secret';
const SIGNED_AT = 1_767_225_600;
// The same body and secret, signed by another program.
const SIGNATURE = 'v0=4db74aafa5e5075f65cbcecd04e892380ebfadc136286d2087044964b12a8bdb';
const raw = Buffer.from('payload=%7B%22type%22%3A%22block_actions%22%7D');
const request: SignedRequest = { timestamp: String(SIGNED_AT), signature: SIGNATURE, raw };
const after = (seconds: number) => new Date((SIGNED_AT + seconds) * 1000);

it.each<[name: string, change: Partial<SignedRequest>, seconds: number, secrets: string[], expected: boolean]>([
  ['the right secret', {}, 0, [SECRET], true],
  ['the previous secret during a rotation', {}, 0, ['new', SECRET], true],
  ['the last second of the window', {}, 300, [SECRET], true],
  ['a clock that is behind Slack’s', {}, -300, [SECRET], true],
  ['an old request', {}, 301, [SECRET], false],
  ['a request from the future', {}, -301, [SECRET], false],
  ['another secret', {}, 0, ['other'], false],
  ['no secret at all', {}, 0, [], false],
  ['a changed body', { raw: Buffer.concat([raw, Buffer.from('&')]) }, 0, [SECRET], false],
  ['a changed time', { timestamp: String(SIGNED_AT + 1) }, 0, [SECRET], false],
  ['a time that is no number', { timestamp: `${SIGNED_AT}x` }, 0, [SECRET], false],
  ['an empty time', { timestamp: '' }, 0, [SECRET], false],
  ['no time', { timestamp: null }, 0, [SECRET], false],
  ['no signature', { signature: null }, 0, [SECRET], false],
  ['a signature without its version', { signature: SIGNATURE.slice(3) }, 0, [SECRET], false],
  ['a shortened signature', { signature: SIGNATURE.slice(0, -1) }, 0, [SECRET], false],
])('%s', (_name, change, seconds, secrets, expected) => {
  expect(isSignedBySlack({ ...request, ...change }, secrets, after(seconds))).toBe(expected);
});
