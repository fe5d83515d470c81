import { expect, test } from 'vitest';
import { type IntelDone, intelSummary } from './summary.ts';

const QUIET: IntelDone = {
  system: 'Falcon',
  alerts: { read: 1, changed: 0, missing: 0, more: false },
  commands: { verdicts: ['unknown'], knownGood: 0, more: false },
  indicators: { found: 1, added: 0, assets: 0, asked: 0, malicious: 0, unasked: 0, notAdded: 0, leftOut: 0 },
  ...{ spoke: 'No source was asked.', incomplete: false, session: { note: null }, warnings: [] },
};

test('says what was read, analysed, found and asked, and nothing of what there was not', () => {
  expect(intelSummary(QUIET)).toBe(
    'Read 1 alert at Falcon, new or changed: 0. Analysed 1 command line. Found 1 observable, new on the case: 0, our own: 0. Asked about 0 indicators, malicious: 0.',
  );
});

test.each<[string, Partial<IntelDone>, string]>([
  [
    'verdicts',
    { commands: { verdicts: ['malicious', 'malicious', 'suspicious'], knownGood: 2, more: false } },
    'Analysed 3 command lines (malicious: 2, suspicious: 1, known to be good: 2).',
  ],
  ['what is gone', { alerts: { read: 2, changed: 2, missing: 1, more: false } }, 'Falcon shows no more: 1 alert.'],
  [
    'a limit',
    { alerts: { read: 2, changed: 2, missing: 0, more: true } },
    'The case has more alerts than one run reads.',
  ],
  [
    'what nobody was asked about',
    { indicators: { ...QUIET.indicators, asked: 2, unasked: 3, notAdded: 4, leftOut: 5 } },
    '3 more were not asked about: the next run begins with them. 4 more were not added: the button adds the next. Left out, because the lists of an alert are too long: 5.',
  ],
  ['a source that owes', { incomplete: true }, 'A source owes an answer.'],
  ['a session that goes on', { session: { note: 'It is tried again.' } }, 'It is tried again.'],
  ['a warning', { warnings: ['500: a shard did not answer'] }, '500: a shard did not answer'],
])('tells of %s', (_, change, sentence) => {
  expect(intelSummary({ ...QUIET, ...change })).toContain(sentence);
});
