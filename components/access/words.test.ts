import { expect, it } from 'vitest';
import { stateLook } from './words.ts';

it.each([
  [
    'what it waits for',
    { state: 'requested', waitsFor: 'consent', late: false, returnedAt: null },
    'Waits for consent',
    'plain',
  ],
  [
    'a decision stands out',
    { state: 'requested', waitsFor: 'approval', late: false, returnedAt: null },
    'Waits for a decision',
    'accent',
  ],
  ['late is red', { state: 'revoking', waitsFor: null, late: true, returnedAt: null }, 'Not taken back', 'critical'],
  [
    'late once, and taken back since',
    { state: 'revoked', waitsFor: null, late: true, returnedAt: null },
    'Revoked',
    'plain',
  ],
  [
    'found again after its end',
    { state: 'revoked', waitsFor: null, late: false, returnedAt: '2026-01-12T12:00:00.000Z' },
    'Taking back',
    'medium',
  ],
  ['else the state', { state: 'granted', waitsFor: null, late: false, returnedAt: null }, 'Granted', 'medium'],
] as const)('%s', (_name, request, word, tone) => {
  expect(stateLook(request)).toEqual({ word, tone });
});
