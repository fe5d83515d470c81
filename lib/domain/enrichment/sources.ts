import type { ObservableType } from '../observables/types.ts';
import type { Vendor } from '../vendors.ts';

/** Types that the shipped sources have a record of: addresses, names, links and files. */
export const INDICATOR_TYPES = ['ipv4', 'ipv6', 'domain', 'hostname', 'url', 'md5', 'sha1', 'sha256'] as const;
export type IndicatorType = (typeof INDICATOR_TYPES)[number];

export interface SourceDefinition {
  /** As people know it. */
  title: string;
  /** As it fits a tag. */
  short: string;
  /** The name of the secret that it is asked with. */
  secret: 'apiKey' | 'apiToken';
  /** What it can be asked about. A CVE is left out: its score says how bad a weakness is, not who is malicious. */
  types: readonly IndicatorType[];
  /** Longest wait for an answer, as shipped. */
  timeoutSeconds: number;
  /** Lookups a UTC day, as shipped. */
  dailyBudget: number;
}

/**
 * The sources that are asked about observables. Each id is also its connector's and the `source` of what it said. A new row makes the compiler ask for
 * its calls and its connector; who asks, what is shown and what can be set follow from it.
 */
export const SOURCES = {
  virustotal: {
    ...{ title: 'VirusTotal', short: 'VT', secret: 'apiKey', types: INDICATOR_TYPES },
    // The budget is that of a free key. The others depend on the licence, and are there to be changed.
    ...{ timeoutSeconds: 30, dailyBudget: 500 },
  },
  recordedfuture: {
    ...{ title: 'Recorded Future', short: 'RF', secret: 'apiToken', types: INDICATOR_TYPES },
    ...{ timeoutSeconds: 30, dailyBudget: 5_000 },
  },
  otx: {
    ...{ title: 'AlienVault OTX', short: 'OTX', secret: 'apiKey', types: INDICATOR_TYPES },
    // Alone it often takes more than ten seconds.
    ...{ timeoutSeconds: 30, dailyBudget: 10_000 },
  },
} as const satisfies Partial<Record<Vendor, SourceDefinition>>;

export type EnrichmentSource = keyof typeof SOURCES;
export const ENRICHMENT_SOURCES = Object.keys(SOURCES) as EnrichmentSource[];

/** The source of this id; null where it is none that is asked. */
export function sourceOf(id: string): SourceDefinition | null {
  return Object.hasOwn(SOURCES, id) ? SOURCES[id as EnrichmentSource] : null;
}

/** Whether any source has a record of such a thing. */
export const isIndicator = (type: ObservableType): type is IndicatorType =>
  (INDICATOR_TYPES as readonly ObservableType[]).includes(type);

/** An observable that a source can be asked about. */
export interface Indicator {
  type: IndicatorType;
  /** In canonical form. */
  value: string;
}

export function isSupported(source: EnrichmentSource, type: ObservableType): type is IndicatorType {
  return (SOURCES[source].types as readonly ObservableType[]).includes(type);
}
