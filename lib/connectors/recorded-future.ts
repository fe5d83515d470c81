import { z } from 'zod';
import { factsOf, type Lookup, TTL_SECONDS, unknownLookup } from '../domain/enrichment/lookup.ts';
import { readRiskScore } from '../domain/enrichment/recorded-future.ts';
import type { Indicator, IndicatorType } from '../domain/enrichment/sources.ts';
import { endpointOf } from './http/endpoint.ts';
import { restate } from './http/restate.ts';
import { ConnectorError, type FetchOptions, send } from './http.ts';
import { parseRows, type Reject } from './rows.ts';

// Schemas. The label of a criticality differs by kind of entity and over time: only scores and levels are read.

const text = z.string().nullish().catch(null);
const number = z.number().nullish().catch(null);
const Entity = z.looseObject({ id: z.string(), name: z.string(), type: text });

const Single = z.looseObject({
  data: z.looseObject({
    entity: Entity.nullish().catch(null),
    risk: z.looseObject({
      score: z.number(),
      criticality: number,
      riskSummary: text,
      rules: number,
      evidenceDetails: z
        .array(z.looseObject({ rule: text, criticality: number, evidenceString: text, timestamp: text }))
        .nullish()
        .catch(null),
    }),
    timestamps: z.looseObject({ firstSeen: text, lastSeen: text }).nullish().catch(null),
    intelCard: z.httpUrl().nullish().catch(null),
  }),
});

const BulkRow = z.looseObject({
  entity: Entity,
  risk: z.looseObject({
    level: number,
    score: z.number(),
    rule: z.looseObject({ count: number, maxCount: number, mostCritical: text }).nullish().catch(null),
  }),
});
const Bulk = z.looseObject({ data: z.looseObject({ results: z.array(z.unknown()) }) });

// Defaults.

const VENDOR = 'Recorded Future';

export const RECORDED_FUTURE_DEFAULTS = { baseUrl: 'https://api.recordedfuture.com' } as const;

/** Values of one bulk call, which keeps an answer far below the size that is read. */
export const BULK_VALUES = 100;

export interface RecordedFutureConnection {
  /** The API's host; `/v2` and `/soar/v3` come behind it. */
  baseUrl: string;
  apiToken: string;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
  fetchOptions?: FetchOptions;
}

const KIND: Record<IndicatorType, 'ip' | 'domain' | 'hash' | 'url'> = {
  ipv4: 'ip',
  ipv6: 'ip',
  domain: 'domain',
  hostname: 'domain',
  url: 'url',
  md5: 'hash',
  sha1: 'hash',
  sha256: 'hash',
};

// Calls.

const FIELDS = 'entity,risk,timestamps,intelCard';

/** One observable with its evidence (Connect API). Throws ConnectorError. */
export async function lookUp(conn: RecordedFutureConnection, { type, value }: Indicator): Promise<Lookup> {
  const path = `/v2/${KIND[type]}/${encodeURIComponent(value)}?fields=${FIELDS}`;
  const body = await call(conn, 'GET', path).catch((error) => {
    // The entity is not known, which is an answer.
    if (error instanceof ConnectorError && error.class === 'not_found') return null;
    throw error;
  });
  if (body === null) return unknownLookup();
  const parsed = Single.safeParse(body);
  if (!parsed.success) throw badAnswer('the answer has no risk score');
  const { risk, timestamps, intelCard } = parsed.data.data;
  const evidence = (risk.evidenceDetails ?? []).toSorted((a, b) => (b.criticality ?? 0) - (a.criticality ?? 0));
  const facts = factsOf({
    riskScore: risk.score,
    criticality: risk.criticality,
    summary: risk.riskSummary,
    rules: risk.rules,
    topRule: evidence[0]?.rule,
    topEvidence: evidence[0]?.evidenceString,
    otherRules: evidence
      .slice(1)
      .flatMap(({ rule }) => rule ?? [])
      .join(', '),
    firstSeen: timestamps?.firstSeen,
    lastSeen: timestamps?.lastSeen,
  });
  return answered(risk.score, facts, intelCard ?? cardOf({ type, value }), parsed.data.data);
}

export interface BulkLookups {
  /** In the order of the question. */
  lookups: { indicator: Indicator; lookup: Lookup }[];
  /** Rows that were no entities as we know them. */
  rejects: Reject[];
}

/**
 * Many observables by few calls (SOAR enrichment, 100 each), with less evidence. What Recorded Future leaves out, or rates 0, it does
 * not know. Throws ConnectorError where any of the calls fails.
 */
export async function lookUpMany(
  conn: RecordedFutureConnection,
  indicators: readonly Indicator[],
): Promise<BulkLookups> {
  const known = new Map<string, z.infer<typeof BulkRow>>();
  const rejects: Reject[] = [];
  for (let from = 0; from < indicators.length; from += BULK_VALUES) {
    const asked: Record<string, string[]> = {};
    for (const { type, value } of indicators.slice(from, from + BULK_VALUES)) {
      const kind = KIND[type];
      asked[kind] = [...new Set([...(asked[kind] ?? []), value])];
    }
    const parsed = Bulk.safeParse(await call(conn, 'POST', '/soar/v3/enrichment?metadata=true', asked));
    if (!parsed.success) throw badAnswer('the answer has no results');
    const rows = parseRows(BulkRow, parsed.data.data.results);
    for (const row of rows.good) known.set(keyOf(row.entity.id), row);
    rejects.push(...rows.rejects);
  }
  return { lookups: indicators.map((indicator) => ({ indicator, lookup: bulkLookup(indicator, known) })), rejects };
}

function bulkLookup(indicator: Indicator, known: ReadonlyMap<string, z.infer<typeof BulkRow>>): Lookup {
  const row = known.get(keyOf(entityIdOf(indicator)));
  if (!row || row.risk.score === 0) return unknownLookup(row ?? null);
  const { score, level, rule } = row.risk;
  const facts = factsOf({
    riskScore: score,
    criticality: level,
    rules: rule?.count,
    topRule: rule?.mostCritical,
  });
  return answered(score, facts, cardOf(indicator), row);
}

/** Proves address and token with one well-known address; where that is not known, by a bulk call, which never answers 404. Throws ConnectorError. */
export async function test(conn: RecordedFutureConnection): Promise<void> {
  const known: Indicator = { type: 'ipv4', value: '8.8.8.8' };
  const { state } = await lookUp(conn, known);
  if (state === 'unknown') await lookUpMany(conn, [known]);
}

function answered(score: number, facts: ReturnType<typeof factsOf>, link: string, raw: unknown): Lookup {
  return {
    state: 'answered',
    ...readRiskScore(score),
    counts: null,
    facts,
    link,
    raw,
    ttlSeconds: TTL_SECONDS.answered,
  };
}

const ID_PREFIX = { ip: 'ip', domain: 'idn', hash: 'hash', url: 'url' } as const;
const entityIdOf = ({ type, value }: Indicator) => `${ID_PREFIX[KIND[type]]}:${value}`;
/** Names and hashes are compared without case; two URLs that differ in case alone are different ones. */
const keyOf = (id: string) => (id.startsWith('url:') ? id : id.toLowerCase());
const cardOf = (indicator: Indicator) =>
  `https://app.recordedfuture.com/live/sc/entity/${encodeURIComponent(entityIdOf(indicator))}`;

// Errors: 401 `{"message"}`; the bodies of 403 and 429 are not published.

const ErrorBody = z.union([
  z.looseObject({ error: z.looseObject({ reason: z.string() }) }).transform(({ error }) => error.reason),
  z.looseObject({ error: z.looseObject({ message: z.string() }) }).transform(({ error }) => error.message),
  z.looseObject({ message: z.string() }).transform(({ message }) => message),
]);

async function call(conn: RecordedFutureConnection, method: 'GET' | 'POST', path: string, json?: unknown) {
  const answer = await send({
    vendor: VENDOR,
    method,
    url: endpointOf(conn.baseUrl, '', path),
    headers: { 'x-rftoken': conn.apiToken },
    json,
    secrets: [conn.apiToken],
    allowedNetworks: conn.allowedNetworks,
    options: conn.fetchOptions,
  }).catch((error) => {
    throw restate(error, (_, body) => ({ words: ErrorBody.safeParse(body).data }));
  });
  return answer.body;
}

function badAnswer(message: string): ConnectorError {
  return new ConnectorError({ class: 'bad_request', vendor: VENDOR, message });
}
