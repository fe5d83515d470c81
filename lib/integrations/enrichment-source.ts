import type { FetchOptions } from '../connectors/http.ts';
import * as otx from '../connectors/otx.ts';
import * as recordedFuture from '../connectors/recorded-future.ts';
import * as virusTotal from '../connectors/virustotal.ts';
import type { Lookup } from '../domain/enrichment/lookup.ts';
import type { OutboundPolicy } from '../domain/enrichment/outbound.ts';
import { type EnrichmentSource, type Indicator, SOURCES } from '../domain/enrichment/sources.ts';
import { termsOf } from '../domain/enrichment/terms.ts';
import type { ConnectorCredentials } from '../services/connectors/read-credentials.ts';

/** A source as it is set: what it may be sent, and the calls to it. Both calls throw ConnectorError. */
export interface OpenSource {
  policy: OutboundPolicy;
  lookUp(indicator: Indicator): Promise<Lookup>;
  /** The cheapest call that proves the key; for whom it was issued, where the source tells. */
  test(): Promise<string | null>;
}

/** A source with its key and address; null without a key. Whether it is switched on is the caller's to ask. */
export function openSource(
  source: EnrichmentSource,
  { baseUrl, settings, credentials }: ConnectorCredentials,
  allowedNetworks: readonly string[],
): OpenSource | null {
  const key = credentials[SOURCES[source].secret];
  if (!key) return null;
  const { policy, timeoutSeconds } = termsOf(source, settings);
  const common = { allowedNetworks, fetchOptions: patienceOf(timeoutSeconds) };
  return { policy, ...CALLS[source](baseUrl, key, common) };
}

type Common = { allowedNetworks: readonly string[]; fetchOptions: FetchOptions };
type Calls = (baseUrl: string | null, key: string, common: Common) => Pick<OpenSource, 'lookUp' | 'test'>;

const CALLS: Record<EnrichmentSource, Calls> = {
  virustotal(baseUrl, apiKey, common) {
    const conn = { ...common, baseUrl: baseUrl ?? virusTotal.VIRUSTOTAL_DEFAULTS.baseUrl, apiKey };
    return {
      lookUp: (indicator) => virusTotal.lookUp(conn, indicator),
      test: () => virusTotal.test(conn).then(() => null),
    };
  },
  recordedfuture(baseUrl, apiToken, common) {
    const conn = { ...common, baseUrl: baseUrl ?? recordedFuture.RECORDED_FUTURE_DEFAULTS.baseUrl, apiToken };
    return {
      lookUp: (indicator) => recordedFuture.lookUp(conn, indicator),
      test: () => recordedFuture.test(conn).then(() => null),
    };
  },
  otx(baseUrl, apiKey, common) {
    const conn = { ...common, baseUrl: baseUrl ?? otx.OTX_DEFAULTS.baseUrl, apiKey };
    return {
      lookUp: (indicator) => otx.lookUp(conn, indicator),
      test: () => otx.test(conn).then(({ user }) => user),
    };
  },
};

/** One limit for the whole call, and for each of its waits. */
function patienceOf(seconds: number): FetchOptions {
  const totalMs = seconds * 1_000;
  return { totalMs, headersMs: totalMs, bodyMs: totalMs };
}
