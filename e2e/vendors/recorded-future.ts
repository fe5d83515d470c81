import { isIP } from 'node:net';
import { type Faults, faultOf } from './faults.ts';
import { type Reputation, reputations } from './reputation.ts';
import { type RecordedRequest, startVendor, type VendorAnswer, type VendorServer } from './server.ts';

export interface RecordedFutureOptions {
  port?: number;
  apiToken?: string;
  slowMs?: number;
}

export interface RecordedFutureEmulator extends VendorServer, Faults {
  apiToken: string;
  /** By lower-case value. */
  known: Map<string, Reputation>;
  /** The licence does not hold the module: 403. */
  unlicensed: boolean;
}

const ENTITY = {
  ip: { prefix: 'ip', type: 'IpAddress' },
  domain: { prefix: 'idn', type: 'InternetDomainName' },
  hash: { prefix: 'hash', type: 'Hash' },
  url: { prefix: 'url', type: 'URL' },
} as const;
type Kind = keyof typeof ENTITY;
const KINDS = Object.keys(ENTITY) as Kind[];

/** Starts Recorded Future on 127.0.0.1: Connect v2 for one entity, SOAR enrichment for many. */
export async function startRecordedFuture(options: RecordedFutureOptions = {}): Promise<RecordedFutureEmulator> {
  const { apiToken = 'emulator-recordedfuture-token', slowMs = 5_000 } = options;

  const server = await startVendor(async (request, closing) => {
    if (request.headers['x-rftoken'] !== apiToken) return { status: 401, body: { message: 'Invalid token' } };
    if (emulator.unlicensed) return { status: 403, body: { error: { status: 403, reason: 'Module not licensed' } } };
    const limited = {
      status: 429,
      headers: { 'retry-after': '11' },
      body: { error: { status: 429, reason: 'Too many requests' } },
    };
    const down = { status: 503, body: { error: { status: 503, reason: 'Service unavailable' } } };
    const fault = await faultOf(emulator, { limited, down, slowMs, closing });
    if (fault) return fault;
    if (request.path === '/soar/v3/enrichment') return bulk(request);
    return single(request);
  }, options);

  function single({ method, path, query }: RecordedRequest): VendorAnswer {
    const [, kind = '', segment = ''] = /^\/v2\/(ip|domain|hash|url)\/([^/]+)$/.exec(path) ?? [];
    if (method !== 'GET' || kind === '') return { status: 404, body: { message: 'Not found' } };
    const value = decodeURIComponent(segment);
    if (kind === 'ip' && !isIP(value)) return { status: 400, body: { message: 'Not an IP address' } };
    const reputation = emulator.known.get(value.toLowerCase());
    if (reputation?.risk == null) return { status: 404, body: { error: { status: 404, reason: 'Entity not found' } } };
    const whole = wholeOf(kind as Kind, value, reputation, reputation.risk);
    const fields = query.get('fields')?.split(',') ?? Object.keys(whole);
    return { body: { data: Object.fromEntries(Object.entries(whole).filter(([name]) => fields.includes(name))) } };
  }

  function bulk({ method, json }: RecordedRequest): VendorAnswer {
    if (method !== 'POST') return { status: 405, body: { message: 'Method not allowed' } };
    if (typeof json !== 'object' || json === null) return { status: 400, body: { message: 'Malformed JSON' } };
    const asked = Object.entries(json as Record<string, string[]>);
    const wrong = asked.find(([kind, values]) => !KINDS.includes(kind as Kind) || !Array.isArray(values));
    if (wrong) return { status: 400, body: { message: `Unknown entity type ${wrong[0]}` } };
    const results = asked.flatMap(([kind, values]) => values.flatMap((value) => row(kind as Kind, value)));
    return { body: { data: { results }, counts: { returned: results.length, total: results.length } } };
  }

  /** Names come back in lower case. What is not known is left out, or rated 0. */
  function row(kind: Kind, value: string) {
    const { risk = null, rules = [] } = emulator.known.get(value.toLowerCase()) ?? {};
    if (risk === null && kind !== 'ip') return [];
    const score = risk ?? 0;
    const entity = entityOf(kind, kind === 'domain' ? value.toLowerCase() : value);
    const rule = { count: rules.length, maxCount: 75, mostCritical: rules[0] ?? '', evidence: {}, summary: [] };
    return [{ entity, risk: { level: levelOf(score), score, rule, context: { public: { score } } } }];
  }

  const emulator: RecordedFutureEmulator = {
    ...server,
    apiToken,
    known: reputations(),
    unlicensed: false,
    mode: 'ok',
    quota: Number.POSITIVE_INFINITY,
  };
  return emulator;
}

const entityOf = (kind: Kind, name: string) => ({
  id: `${ENTITY[kind].prefix}:${name}`,
  name,
  type: ENTITY[kind].type,
});

function wholeOf(kind: Kind, value: string, { rules }: Reputation, score: number) {
  const entity = entityOf(kind, value);
  const evidenceDetails = rules.map((rule, n) => ({
    rule,
    criticality: Math.max(levelOf(score) - n, 1),
    criticalityLabel: LABELS[Math.max(levelOf(score) - n, 1)],
    evidenceString: `${n + 1} sighting on 1 source: Example Feed.`,
    mitigationString: '',
    timestamp: '2026-01-11T22:10:00.000Z',
  }));
  return {
    entity,
    risk: {
      score,
      criticality: levelOf(score),
      criticalityLabel: LABELS[levelOf(score)],
      riskString: `${rules.length}/75`,
      riskSummary: `${rules.length} of 75 Risk Rules currently observed.`,
      rules: rules.length,
      // Not in the order of their weight.
      evidenceDetails: evidenceDetails.toReversed(),
    },
    timestamps: { firstSeen: '2025-11-02T10:00:00.000Z', lastSeen: '2026-01-12T06:00:00.000Z' },
    intelCard: `https://app.recordedfuture.com/live/sc/entity/${encodeURIComponent(entity.id)}`,
  };
}

const LABELS = ['None', 'Unusual', 'Suspicious', 'Malicious', 'Very Malicious'];
const levelOf = (score: number) => [5, 25, 65, 90].filter((from) => score >= from).length;
