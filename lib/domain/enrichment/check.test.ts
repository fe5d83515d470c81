import { expect, test } from 'vitest';
import { isIncomplete, type SourceSaid, whoSpoke } from './check.ts';

const said = (source: SourceSaid['source'], state: SourceSaid['state']): SourceSaid => ({ source, state });
const of = (...sources: SourceSaid[]) => ({ observableId: 'x', verdict: 'unknown' as const, sources });

test.each([
  [[], 'No source was asked.'],
  [
    [of(said('virustotal', 'answered'), said('recordedfuture', 'unknown'), said('otx', 'off'))],
    'VirusTotal answered; Recorded Future does not know it; AlienVault OTX was not asked.',
  ],
  [[of(said('otx', 'answered')), of(said('otx', 'failed'))], 'AlienVault OTX failed.'],
  [[of(said('otx', 'unknown')), of(said('otx', 'answered'))], 'AlienVault OTX answered.'],
  [[of(said('otx', 'limited')), of(said('otx', 'off'))], 'AlienVault OTX lets us ask no more for now.'],
])('who spoke: %j', (verdicts, sentence) => {
  expect(whoSpoke(verdicts)).toBe(sentence);
});

test.each([
  ['answered', false],
  ['unknown', false],
  ['off', false],
  ['failed', true],
  ['limited', true],
] as const)('a source that is %s leaves the answer incomplete: %s', (state, incomplete) => {
  expect(isIncomplete([said('otx', 'answered'), said('virustotal', state)])).toBe(incomplete);
});
