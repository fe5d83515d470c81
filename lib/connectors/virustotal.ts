import { z } from 'zod';
import { factsOf, type Lookup, TTL_SECONDS, unknownLookup } from '../domain/enrichment/lookup.ts';
import type { Indicator, IndicatorType } from '../domain/enrichment/sources.ts';
import { readEngines } from '../domain/enrichment/virustotal.ts';
import { endpointOf } from './http/endpoint.ts';
import { restate } from './http/restate.ts';
import { ConnectorError, type ConnectorErrorClass, type FetchOptions, send } from './http.ts';

// Schemas: what we read of an object. Loose, because each kind has some fifty attributes more.

const text = z.string().nullish().catch(null);
const number = z.number().nullish().catch(null);
const count = z.number().min(0).catch(0);

const Attributes = z.looseObject({
  last_analysis_stats: z
    .looseObject({ malicious: count, suspicious: count, harmless: count, undetected: count })
    .nullish(),
  last_analysis_date: number,
  reputation: number,
  total_votes: z.looseObject({ harmless: count, malicious: count }).nullish().catch(null),
  asn: number,
  as_owner: text,
  country: text,
  network: text,
  registrar: text,
  creation_date: number,
  meaningful_name: text,
  type_description: text,
  size: number,
  title: text,
  last_final_url: text,
  popular_threat_classification: z.looseObject({ suggested_threat_label: text }).nullish().catch(null),
});
const Answer = z.looseObject({ data: z.looseObject({ id: z.string(), type: text, attributes: Attributes }) });

// Defaults.

const VENDOR = 'VirusTotal';
const PREFIX = '/api/v3';

export const VIRUSTOTAL_DEFAULTS = { baseUrl: `https://www.virustotal.com${PREFIX}` } as const;

/** A public key has four look-ups a minute; a 429 mostly does not say how long to wait. */
const QUOTA_WAIT_MS = 60_000;

export interface VirusTotalConnection {
  /** The API's root, or only its host: then `/api/v3` is added. */
  baseUrl: string;
  apiKey: string;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
  fetchOptions?: FetchOptions;
}

// Calls.

const COLLECTION: Record<IndicatorType, [api: string, page: string]> = {
  ipv4: ['ip_addresses', 'ip-address'],
  ipv6: ['ip_addresses', 'ip-address'],
  domain: ['domains', 'domain'],
  hostname: ['domains', 'domain'],
  url: ['urls', 'url'],
  md5: ['files', 'file'],
  sha1: ['files', 'file'],
  sha256: ['files', 'file'],
};

/** VirusTotal's name of a URL: base64url without padding. */
export function urlId(url: string): string {
  return Buffer.from(url).toString('base64url');
}

/** What the engines last said of an address, name, URL or file, as it weighs now. Throws ConnectorError. */
export async function lookUp(
  conn: VirusTotalConnection,
  { type, value }: Indicator,
  now: Date = new Date(),
): Promise<Lookup> {
  const [collection, page] = COLLECTION[type];
  const id = type === 'url' ? urlId(value) : value;
  const body = await get(conn, `/${collection}/${encodeURIComponent(id)}`);
  if (body === null) return unknownLookup();
  const parsed = Answer.safeParse(body);
  if (!parsed.success)
    throw new ConnectorError({
      class: 'bad_request',
      vendor: VENDOR,
      message: 'the answer is no object as we know it',
    });
  const { data } = parsed.data;
  // Of a URL the object's id is its SHA-256, and so is the page's.
  const link = `https://www.virustotal.com/gui/${page}/${encodeURIComponent(type === 'url' ? data.id : value)}`;
  return { ...read(data.attributes, now), link, raw: data, ttlSeconds: TTL_SECONDS.answered };
}

/** Proves the key with one look-up of a well-known address; VirusTotal has no call that costs nothing. Throws ConnectorError. */
export async function test(conn: VirusTotalConnection): Promise<void> {
  await get(conn, '/ip_addresses/8.8.8.8');
}

function read(
  attributes: z.infer<typeof Attributes>,
  now: Date,
): Pick<Extract<Lookup, { state: 'answered' }>, 'state' | 'verdict' | 'score' | 'counts' | 'facts'> {
  const { malicious = 0, suspicious = 0, harmless = 0, undetected = 0 } = attributes.last_analysis_stats ?? {};
  const analysedAt = momentOf(attributes.last_analysis_date);
  const facts = factsOf({
    malicious,
    suspicious,
    harmless,
    undetected,
    analysedAt: analysedAt?.toISOString(),
    communityScore: attributes.reputation,
    votesHarmless: attributes.total_votes?.harmless,
    votesMalicious: attributes.total_votes?.malicious,
    asn: attributes.asn,
    asOwner: attributes.as_owner,
    country: attributes.country,
    network: attributes.network,
    registrar: attributes.registrar,
    createdAt: momentOf(attributes.creation_date)?.toISOString(),
    fileName: attributes.meaningful_name,
    fileType: attributes.type_description,
    fileBytes: attributes.size,
    threat: attributes.popular_threat_classification?.suggested_threat_label,
    title: attributes.title,
    finalUrl: attributes.last_final_url,
  });
  const { reputation, total_votes: votes } = attributes;
  const said = { reputation: reputation ?? 0, votes: votes ?? { harmless: 0, malicious: 0 } };
  const reading = readEngines({ malicious, suspicious, harmless, undetected, analysedAt, ...said }, now);
  return { state: 'answered', ...reading, counts: { malicious, suspicious, harmless }, facts };
}

/** VirusTotal's dates are epoch seconds. */
function momentOf(seconds: number | null | undefined): Date | null {
  const at = new Date((seconds ?? Number.NaN) * 1000);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** The answer's body, or null for an object that VirusTotal does not know. */
async function get(conn: VirusTotalConnection, path: string): Promise<unknown> {
  try {
    const { body } = await send({
      vendor: VENDOR,
      method: 'GET',
      url: endpointOf(conn.baseUrl, PREFIX, path),
      headers: { 'x-apikey': conn.apiKey },
      secrets: [conn.apiKey],
      allowedNetworks: conn.allowedNetworks,
      options: conn.fetchOptions,
    });
    return body;
  } catch (thrown) {
    const error = restate(thrown, classify);
    // A 404 without VirusTotal's own code comes from a wrong address, which is no answer about the object.
    if (error instanceof ConnectorError && error.class === 'not_found' && isNotFound(thrown)) return null;
    throw error;
  }
}

// Errors: `{"error": {"code", "message"}}`.

const ErrorBody = z.looseObject({ error: z.looseObject({ code: z.string(), message: z.string().catch('') }) });

/** Where the code says more than the status. */
const CLASS_OF_CODE: Record<string, ConnectorErrorClass> = {
  FailedDependencyError: 'transient',
  TransientError: 'transient',
  DeadlineExceededError: 'transient',
  QuotaExceededError: 'rate_limited',
  TooManyRequestsError: 'rate_limited',
};

function classify(error: ConnectorError, body: unknown) {
  const parsed = ErrorBody.safeParse(body);
  const code = parsed.data?.error.code ?? '';
  const kind = CLASS_OF_CODE[code] ?? (error.answer?.status === 424 ? 'transient' : error.class);
  const retryAfterMs = error.retryAfterMs ?? (kind === 'rate_limited' ? QUOTA_WAIT_MS : undefined);
  return { class: kind, retryAfterMs, words: code && `${code}: ${parsed.data?.error.message}` };
}

function isNotFound(thrown: unknown): boolean {
  return thrown instanceof ConnectorError && (thrown.answer?.excerpt?.includes('NotFoundError') ?? false);
}
