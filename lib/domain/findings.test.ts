import { describe, expect, test } from 'vitest';
import { type Finding, type FoundObservable, findingsOf } from './findings.ts';
import type { Weighed } from './verdict/weigh.ts';

const weighed = (more: Partial<Weighed> = {}): Weighed => ({
  verdict: 'unknown',
  ground: 'nobody_says_enough',
  knownNetwork: null,
  spoke: [],
  silent: [],
  ...more,
});
const finding = (more: Partial<Finding> = {}): Finding => ({
  source: 'virustotal',
  state: 'answered',
  verdict: 'malicious',
  score: 9,
  link: 'https://www.virustotal.com/gui/ip-address/203.0.113.77',
  facts: {},
  note: '',
  ...more,
});
const found = (more: Partial<FoundObservable> = {}): FoundObservable => ({
  type: 'ipv4',
  value: '203.0.113.77',
  role: 'implicated',
  weighed: weighed(),
  findings: [],
  ...more,
});

test('each source with its verdict, its facts and its page', () => {
  const spoke = [{ source: 'virustotal', verdict: 'malicious' as const, score: 9 }];
  const text = findingsOf([
    found({
      weighed: weighed({ verdict: 'malicious', ground: 'opinions', spoke }),
      findings: [
        finding({ facts: { owner: 'Example Hosting', country: null, engines: 9 } }),
        finding({ source: 'recordedfuture', state: 'unknown', verdict: null, score: null, link: null }),
        finding({ source: 'otx', state: 'limited', verdict: null, score: null, link: null, note: 'Until noon' }),
      ],
    }),
  ]);
  expect(text.split('\n')).toEqual([
    '**203\\[.\\]0\\[.\\]113\\[.\\]77** (implicated) is malicious: by VirusTotal.',
    '- [VirusTotal](https://www.virustotal.com/gui/ip-address/203.0.113.77): malicious, reputation 9 of 10. owner Example Hosting; engines 9',
    '- Recorded Future: does not know it',
    '- AlienVault OTX: lets us ask no more for now. Until noon',
  ]);
});

test.each([
  [weighed({ ground: 'nobody_asked' }), 'is unknown: no source was asked.'],
  [weighed({ verdict: 'benign', ground: 'override' }), 'is benign: a person said so.'],
  [weighed(), 'is unknown: no source says enough.'],
  [
    weighed({ spoke: [{ source: 'virustotal', verdict: 'benign', score: 1 }] }),
    'is unknown: VirusTotal alone calls it benign, and 2 sources are needed.',
  ],
  [
    weighed({
      verdict: 'benign',
      ground: 'known_network',
      knownNetwork: { kind: 'store', name: 'Milano 12', cidr: '203.0.113.0/24' },
    }),
    'is benign: it lies in our network Milano 12 (203.0.113.0/24).',
  ],
])('why: %#', (of, said) => {
  expect(findingsOf([found({ weighed: of })])).toContain(said);
});

describe('what comes from outside', () => {
  test('is no Markdown', () => {
    const facts = { family: '[click](https://evil.example) <b> `x`\n# head' };
    const text = findingsOf([found({ findings: [finding({ facts, link: null })] })]);
    expect(text).toContain('\\[click\\]\\(https://evil.example\\) \\<b\\> \\`x\\` \\# head');
    expect(text.split('\n')).toHaveLength(2);
  });

  test('cannot end a link', () => {
    const text = findingsOf([found({ findings: [finding({ link: 'https://a.example/x) [y](z' })] })]);
    expect(text).toContain('(https://a.example/x%29%20[y]%28z)');
  });
});

test('twenty observables are told, the rest counted', () => {
  const text = findingsOf(Array.from({ length: 23 }, (_, n) => found({ value: `203.0.113.${n}` })));
  expect(text.match(/is unknown/g)).toHaveLength(20);
  expect(text.endsWith('3 more are on the case.')).toBe(true);
});
