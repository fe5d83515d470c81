import { expect, it } from 'vitest';
import { stateLook } from './words.ts';

it.each([
  ['what it waits for', { state: 'requested', waitsFor: 'consent', late: false }, 'Waits for consent', 'plain'],
  [
    'a decision stands out',
    { state: 'requested', waitsFor: 'approval', late: false },
    'Waits for a decision',
    'accent',
  ],
  ['late is red', { state: 'revoking', waitsFor: null, late: true }, 'Not taken back', 'critical'],
  ['late once, and taken back since', { state: 'revoked', waitsFor: null, late: true }, 'Revoked', 'plain'],
  ['else the state', { state: 'granted', waitsFor: null, late: false }, 'Granted', 'medium'],
] as const)('%s', (_name, request, word, tone) => {
  expect(stateLook(request)).toEqual({ word, tone });
});
