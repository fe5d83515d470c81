import { threatFacts } from '#lib/domain/intake-facts.ts';
import { intake } from './intake.ts';

/** A SentinelOne threat becomes a case, or reaches the case that it has. */
export const sentineloneThreat = intake('sentinelone-threat', {
  facts: threatFacts,
  report: (mapped) =>
    `SentinelOne reports the threat “${mapped.title}” ${wordsOf(mapped.status)}, severity ${mapped.severity}`,
  sender: (mapped) => `SentinelOne (${wordsOf(mapped.status)}, ${mapped.severity})`,
});

const wordsOf = (status: string | undefined) => (status ?? 'unresolved').toLowerCase().replaceAll('_', ' ');
