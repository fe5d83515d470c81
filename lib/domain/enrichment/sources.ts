import type { ObservableType } from '../observables/types.ts';

/** The sources that are asked about observables. Each id is also its connector's and the `source` of what it said. */
export const ENRICHMENT_SOURCES = ['virustotal', 'recordedfuture', 'otx'] as const;
export type EnrichmentSource = (typeof ENRICHMENT_SOURCES)[number];

/** As people know them. */
export const SOURCE_TITLES: Record<EnrichmentSource, string> = {
  virustotal: 'VirusTotal',
  recordedfuture: 'Recorded Future',
  otx: 'AlienVault OTX',
};

/** Types that all three have a record of: addresses, names, links and files. */
export const INDICATOR_TYPES = ['ipv4', 'ipv6', 'domain', 'hostname', 'url', 'md5', 'sha1', 'sha256'] as const;
export type IndicatorType = (typeof INDICATOR_TYPES)[number];

/** What a source can be asked about. A CVE is left out: its score says how bad a weakness is, not who is malicious. */
export const SUPPORTED_TYPES: Record<EnrichmentSource, readonly IndicatorType[]> = {
  virustotal: INDICATOR_TYPES,
  recordedfuture: INDICATOR_TYPES,
  otx: INDICATOR_TYPES,
};

/** An observable that a source can be asked about. */
export interface Indicator {
  type: IndicatorType;
  /** In canonical form. */
  value: string;
}

export function isSupported(source: EnrichmentSource, type: ObservableType): type is IndicatorType {
  return (SUPPORTED_TYPES[source] as readonly ObservableType[]).includes(type);
}
