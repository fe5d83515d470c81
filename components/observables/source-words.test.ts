import { expect, test } from 'vitest';
import { shortSource, sourceName } from './source-names.ts';
import { isDashed, sourceTone, sourceWords, worstFirst } from './source-words.ts';

test.each([
  ['answered', 'malicious', 9, 'malicious, 9 of 10', 'critical', false],
  ['answered', 'suspicious', null, 'suspicious', 'medium', false],
  ['answered', 'benign', 1, 'benign, 1 of 10', 'ok', false],
  ['answered', 'unknown', null, 'has no opinion', 'plain', true],
  ['unknown', null, null, 'does not know it', 'plain', true],
  ['failed', null, null, 'gave no answer', 'plain', true],
  ['limited', null, null, 'let us ask no more', 'plain', true],
] as const)('%s %s %s: %s', (state, verdict, score, words, tone, dashed) => {
  expect(sourceWords({ state, verdict, score })).toBe(words);
  expect(sourceTone({ verdict })).toBe(tone);
  expect(isDashed({ state, verdict })).toBe(dashed);
});

test.each([
  ['virustotal', 'VT', 'VirusTotal'],
  ['acme', 'acme', 'acme'],
  ['a-long-source', 'a-long-…', 'a-long-source'],
])('%s is %s, in full %s', (source, short, name) => {
  expect([shortSource(source), sourceName(source)]).toEqual([short, name]);
});

test('the worst comes first, then by name', () => {
  const said = [
    { source: 'otx', verdict: null },
    { source: 'axonius', verdict: 'benign' },
    { source: 'virustotal', verdict: 'malicious' },
    { source: 'crowdstrike', verdict: 'malicious' },
  ] as const;
  expect(worstFirst(said).map((one) => one.source)).toEqual(['crowdstrike', 'virustotal', 'axonius', 'otx']);
});
