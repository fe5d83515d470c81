const NAMES: Record<string, { short: string; name: string }> = {
  virustotal: { short: 'VT', name: 'VirusTotal' },
  recordedfuture: { short: 'RF', name: 'Recorded Future' },
  otx: { short: 'OTX', name: 'AlienVault OTX' },
  axonius: { short: 'AX', name: 'Axonius' },
  sentinelone: { short: 'S1', name: 'SentinelOne' },
  crowdstrike: { short: 'CS', name: 'CrowdStrike' },
  entra: { short: 'Entra', name: 'Entra ID' },
};

/** A source as people say it. */
export function sourceName(source: string): string {
  return NAMES[source]?.name ?? source;
}

/** As it fits a tag: what we know by its initials, anything else by as much of its id as there is room for. */
export function shortSource(source: string): string {
  return NAMES[source]?.short ?? (source.length > 8 ? `${source.slice(0, 7)}…` : source);
}
