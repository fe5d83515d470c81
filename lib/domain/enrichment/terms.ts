import { type Lookup, TTL_SECONDS } from './lookup.ts';
import { NOTHING_LEAVES, type OutboundPolicy } from './outbound.ts';
import { type EnrichmentSource, type IndicatorType, SUPPORTED_TYPES } from './sources.ts';

/** How a source is asked; what an administrator set on its connector goes before what ships. */
export interface SourceTerms {
  types: readonly IndicatorType[];
  /** What of an observable may leave the house. */
  policy: OutboundPolicy;
  /** Longest wait for an answer. */
  timeoutSeconds: number;
  /** How long an answer is as good as a new one. */
  ttlSeconds: Record<Lookup['state'], number>;
  /** Lookups a UTC day; null: no limit. */
  dailyBudget: number | null;
}

/** What ships. VirusTotal's budget is that of a free key; the others depend on the licence, and are there to be changed. */
const SHIPPED: Record<EnrichmentSource, Pick<SourceTerms, 'timeoutSeconds' | 'dailyBudget'>> = {
  virustotal: { timeoutSeconds: 30, dailyBudget: 500 },
  recordedfuture: { timeoutSeconds: 30, dailyBudget: 5_000 },
  // Alone it often takes more than ten seconds.
  otx: { timeoutSeconds: 30, dailyBudget: 10_000 },
};

const HOUR_SECONDS = 3_600;
const numberOr = <T>(value: unknown, shipped: T) => (typeof value === 'number' ? value : shipped);

/** The table of sources: each with its terms as they are set. */
export function termsOf(source: EnrichmentSource, settings: Readonly<Record<string, unknown>>): SourceTerms {
  const shipped = SHIPPED[source];
  const hours = settings.cacheHours;
  const ttl = (state: Lookup['state']) => (typeof hours === 'number' ? hours * HOUR_SECONDS : TTL_SECONDS[state]);
  return {
    types: SUPPORTED_TYPES[source],
    policy: {
      ...NOTHING_LEAVES,
      sendTlpRed: settings.sendTlpRed === true,
      sendInternal: settings.sendInternal === true,
      sendQueryStrings: settings.sendQueryStrings === true,
    },
    timeoutSeconds: numberOr(settings.timeoutSeconds, shipped.timeoutSeconds),
    ttlSeconds: { answered: Math.round(ttl('answered')), unknown: Math.round(ttl('unknown')) },
    dailyBudget: settings.dailyBudget === null ? null : numberOr(settings.dailyBudget, shipped.dailyBudget),
  };
}
