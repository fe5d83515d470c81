import { expect, test } from 'vitest';
import { TTL_SECONDS } from './lookup.ts';
import { NOTHING_LEAVES } from './outbound.ts';
import { ENRICHMENT_SOURCES } from './sources.ts';
import { termsOf } from './terms.ts';

test.each(ENRICHMENT_SOURCES)('as shipped, nothing leaves the house to %s that should not', (source) => {
  expect(termsOf(source, {})).toMatchObject({ policy: NOTHING_LEAVES, timeoutSeconds: 30, ttlSeconds: TTL_SECONDS });
  expect(termsOf(source, {}).dailyBudget).toBeGreaterThan(0);
});

test.each([
  [{ dailyBudget: 7 }, { dailyBudget: 7 }],
  [{ dailyBudget: 0 }, { dailyBudget: 0 }],
  [{ dailyBudget: null }, { dailyBudget: null }],
  [{ timeoutSeconds: 3 }, { timeoutSeconds: 3 }],
  [{ cacheHours: 0.5 }, { ttlSeconds: { answered: 1_800, unknown: 1_800 } }],
  [{ cacheHours: 0 }, { ttlSeconds: { answered: 0, unknown: 0 } }],
  [{ sendTlpRed: true }, { policy: { ...NOTHING_LEAVES, sendTlpRed: true } }],
  [{ sendInternal: 'yes' }, { policy: NOTHING_LEAVES }],
])('%j goes before what ships', (settings, terms) => {
  expect(termsOf('virustotal', settings)).toMatchObject(terms);
});
