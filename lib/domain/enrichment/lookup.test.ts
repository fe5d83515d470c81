import { expect, test } from 'vitest';
import { enrichmentOf, factsOf, type Lookup, unknownLookup } from './lookup.ts';

const AT = new Date('2026-01-12T08:00:00Z');

test('a lookup is recorded with what it says, and without what it does not', () => {
  const known: Lookup = {
    state: 'answered',
    verdict: 'malicious',
    score: 8,
    counts: { malicious: 3, suspicious: 0, harmless: 1 },
    facts: { malicious: 3 },
    link: 'https://www.virustotal.com/gui/ip-address/203.0.113.77',
    raw: { id: 1 },
    ttlSeconds: 60,
  };
  const { counts: _, ...recorded } = known;
  expect(enrichmentOf('virustotal', known, AT)).toEqual({ ...recorded, source: 'virustotal', at: AT });
  const silent = enrichmentOf('otx', { ...known, verdict: 'unknown', score: null, link: null }, AT);
  expect(silent).toMatchObject({ state: 'answered', verdict: 'unknown' });
  expect(silent).not.toHaveProperty('score');
  expect(silent).not.toHaveProperty('link');
});

test('no record has no verdict, and is asked for again sooner', () => {
  const recorded = enrichmentOf('otx', unknownLookup({ count: 0 }), AT);
  expect(recorded).toEqual({ source: 'otx', at: AT, state: 'unknown', raw: { count: 0 }, ttlSeconds: 6 * 3_600 });
});

test('facts are only those that were told, and short', () => {
  const facts = factsOf({ a: undefined, b: null, c: '', d: 0, e: false, f: 'x'.repeat(600) });
  expect(facts).toEqual({ d: 0, e: false, f: `${'x'.repeat(499)}…` });
});
