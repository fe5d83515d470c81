import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { type Faults, faultOf } from './faults.ts';
import { NOT_KNOWN, type Reputation, reputations } from './reputation.ts';
import { type RecordedRequest, startVendor, type VendorAnswer, type VendorServer } from './server.ts';

export interface VirusTotalOptions {
  port?: number;
  apiKey?: string;
  slowMs?: number;
}

export interface VirusTotalEmulator extends VendorServer, Faults {
  /** The API's root. */
  apiUrl: string;
  apiKey: string;
  /** By lower-case value. */
  known: Map<string, Reputation>;
  /** When the engines last looked at what is known. */
  analysedAt: Date;
  /** With what a 429 says how long to wait; undefined: it does not say, as mostly. */
  retryAfter: string | undefined;
}

type Kind = 'ip_address' | 'domain' | 'file' | 'url';
const KINDS: Record<string, Kind> = { ip_addresses: 'ip_address', domains: 'domain', files: 'file', urls: 'url' };

/** Starts VirusTotal's four look-ups on 127.0.0.1. */
export async function startVirusTotal(options: VirusTotalOptions = {}): Promise<VirusTotalEmulator> {
  const { apiKey = 'emulator-virustotal-key', slowMs = 5_000 } = options;

  const server = await startVendor(async (request, closing) => {
    const key = request.headers['x-apikey'];
    if (key === undefined) return failure(401, 'AuthenticationRequiredError', 'X-Apikey header is missing');
    if (key !== apiKey) return failure(401, 'WrongCredentialsError', 'Wrong API key');
    const { retryAfter } = emulator;
    const limited: VendorAnswer = {
      ...failure(429, 'QuotaExceededError', 'Quota exceeded'),
      ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }),
    };
    const down = failure(503, 'TransientError', 'Transient server error');
    return (await faultOf(emulator, { limited, down, slowMs, closing })) ?? lookUp(request);
  }, options);

  function lookUp({ method, path }: RecordedRequest): VendorAnswer {
    const [, collection = '', segment = '', ...rest] = /^\/api\/v3\/([^/]+)\/([^/]+)(\/.*)?$/.exec(path) ?? [];
    const kind = KINDS[collection];
    if (method !== 'GET' || !kind || rest.some((more) => more !== undefined))
      return failure(404, 'NotFoundError', 'Resource not found.');
    const value = namedValue(kind, decodeURIComponent(segment));
    if (value === null) return failure(400, 'InvalidArgumentError', `"${segment}" is no ${kind}`);
    const reputation = emulator.known.get(value.toLowerCase()) ?? (isPrivate(value) ? PRIVATE : NOT_KNOWN);
    if (reputation.engines === null) return failure(404, 'NotFoundError', `${kind} "${segment}" not found`);
    return { body: { data: objectOf(kind, value, reputation, { host: server.url, analysedAt: emulator.analysedAt }) } };
  }

  const emulator: VirusTotalEmulator = {
    ...server,
    apiUrl: `${server.url}/api/v3`,
    apiKey,
    known: reputations(),
    analysedAt: new Date(Date.now() - 3_600_000),
    mode: 'ok',
    quota: Number.POSITIVE_INFINITY,
    retryAfter: undefined,
  };
  return emulator;
}

/** The value that a path names, or null for one that VirusTotal refuses: a URL only by its unpadded base64url or its SHA-256. */
function namedValue(kind: Kind, segment: string): string | null {
  if (kind === 'ip_address') return isIP(segment) ? segment : null;
  if (kind === 'file') return /^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(segment) ? segment : null;
  if (kind === 'domain') return /^[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i.test(segment) ? segment : null;
  if (!/^[A-Za-z0-9_-]+$/.test(segment)) return null;
  const url = Buffer.from(segment, 'base64url').toString();
  return URL.canParse(url) ? url : null;
}

const PRIVATE: Reputation = { ...NOT_KNOWN, engines: { malicious: 0, suspicious: 0, harmless: 0, undetected: 94 } };
const isPrivate = (value: string) => /^(10\.|192\.168\.|127\.)/.test(value);

function objectOf(
  kind: Kind,
  value: string,
  { engines, community, asn, owner, country, malwareFamily }: Reputation,
  { host, analysedAt }: { host: string; analysedAt: Date },
) {
  const id = kind === 'url' ? createHash('sha256').update(value).digest('hex') : value.toLowerCase();
  const { malicious, suspicious, harmless, undetected } = engines!;
  const analysed = Math.floor(analysedAt.getTime() / 1000);
  const extra = {
    ip_address: { asn, as_owner: owner, country, network: '203.0.113.0/24', jarm: '' },
    domain: { registrar: 'Example Registrar', creation_date: 1_700_000_000, categories: { EngineA: 'malware' } },
    file: {
      meaningful_name: 'invoice.exe',
      names: ['invoice.exe'],
      type_description: 'Win32 EXE',
      size: 73_802,
      ...(malwareFamily && {
        popular_threat_classification: { suggested_threat_label: `trojan.${malwareFamily.toLowerCase()}` },
      }),
    },
    url: { url: value, last_final_url: value, title: 'Sign in', times_submitted: 3 },
  }[kind];
  return {
    id,
    type: kind,
    links: { self: `${host}/api/v3/${kind}s/${id}` },
    attributes: {
      last_analysis_stats: {
        malicious,
        suspicious,
        harmless,
        undetected,
        timeout: 0,
        ...(kind === 'file' && { 'confirmed-timeout': 0, failure: 0, 'type-unsupported': 4 }),
      },
      last_analysis_results: {
        EngineA: {
          category: malicious > 0 ? 'malicious' : 'harmless',
          engine_name: 'EngineA',
          method: 'blacklist',
          result: null,
        },
      },
      last_analysis_date: analysed,
      last_modification_date: analysed + 3_600,
      reputation: community.reputation,
      total_votes: community.votes,
      tags: [],
      ...extra,
    },
  };
}

function failure(status: number, code: string, message: string): VendorAnswer {
  return { status, body: { error: { code, message } } };
}
