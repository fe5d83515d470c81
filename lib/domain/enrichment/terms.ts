import { type Lookup, TTL_SECONDS } from './lookup.ts';
import { NOTHING_LEAVES, type OutboundPolicy } from './outbound.ts';
import { type EnrichmentSource, type IndicatorType, SOURCES } from './sources.ts';

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

const HOUR_SECONDS = 3_600;
const numberOr = <T>(value: unknown, shipped: T) => (typeof value === 'number' ? value : shipped);

/** The table of sources: each with its terms as they are set. */
export function termsOf(source: EnrichmentSource, settings: Readonly<Record<string, unknown>>): SourceTerms {
  const shipped = SOURCES[source];
  const hours = settings.cacheHours;
  const ttl = (state: Lookup['state']) => (typeof hours === 'number' ? hours * HOUR_SECONDS : TTL_SECONDS[state]);
  return {
    types: shipped.types,
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
