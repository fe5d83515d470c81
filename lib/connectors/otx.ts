import { z } from 'zod';
import { factsOf, type Lookup, TTL_SECONDS, unknownLookup } from '../domain/enrichment/lookup.ts';
import { readPulses } from '../domain/enrichment/otx.ts';
import type { Indicator, IndicatorType } from '../domain/enrichment/sources.ts';
import { endpointOf } from './http/endpoint.ts';
import { restate } from './http/restate.ts';
import { ConnectorError, type FetchOptions, send } from './http.ts';
import { parseRows } from './rows.ts';

// Schemas: the `general` section. Dates in it have no zone and are UTC.

const text = z.string().nullish().catch(null);
/** A list without the entries that are none. */
const list = <S extends z.ZodType>(item: S) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((rows) => parseRows(item, rows).good);
const named = z.union([z.string(), z.looseObject({ display_name: z.string() }).transform((one) => one.display_name)]);

const Pulse = z.looseObject({
  name: text,
  adversary: text,
  modified: text,
  tags: list(z.string()),
  malware_families: list(named),
  attack_ids: list(z.looseObject({ id: z.string() }).transform(({ id }) => id)),
});
const General = z.looseObject({
  indicator: text,
  pulse_info: z.looseObject({ count: z.number().min(0), pulses: list(Pulse) }),
  validation: list(z.looseObject({ source: z.string() })),
  false_positive: list(z.looseObject({ assessment: z.string() })),
  asn: text,
  country_name: text,
});

// Defaults.

const VENDOR = 'AlienVault OTX';
const PREFIX = '/api/v1';

export const OTX_DEFAULTS = { baseUrl: 'https://otx.alienvault.com' } as const;

/** OTX often takes more than ten seconds to answer. Milliseconds. */
const PATIENCE = { headersMs: 30_000, bodyMs: 30_000, totalMs: 45_000 };

export interface OtxConnection {
  /** OTX's host, or the API's root: a host gets `/api/v1`. */
  baseUrl: string;
  apiKey: string;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
  fetchOptions?: FetchOptions;
}

// Calls.

const SECTION: Record<IndicatorType, [api: string, page: string]> = {
  ipv4: ['IPv4', 'ip'],
  ipv6: ['IPv6', 'ip'],
  domain: ['domain', 'domain'],
  hostname: ['hostname', 'hostname'],
  url: ['url', 'url'],
  md5: ['file', 'file'],
  sha1: ['file', 'file'],
  sha256: ['file', 'file'],
};

/** What OTX's community wrote of an observable. Without a pulse, a list or a report OTX does not know it. Throws ConnectorError. */
export async function lookUp(conn: OtxConnection, { type, value }: Indicator): Promise<Lookup> {
  const [section, page] = SECTION[type];
  const encoded = encodeURIComponent(value);
  const body = await get(conn, `/indicators/${section}/${encoded}/general`).catch((error) => {
    if (error instanceof ConnectorError && error.class === 'not_found') return null;
    throw error;
  });
  if (body === null) return unknownLookup();
  const parsed = General.safeParse(body);
  if (!parsed.success)
    throw new ConnectorError({ class: 'bad_request', vendor: VENDOR, message: 'the answer has no count of pulses' });
  const { pulse_info, validation, false_positive } = parsed.data;
  const validatedBy = validation.map(({ source }) => source);
  const assessed = false_positive.map(({ assessment }) => assessment);
  if (pulse_info.count === 0 && validatedBy.length === 0 && assessed.length === 0) return unknownLookup(body);
  const acceptedFalsePositive = assessed.some((one) => one.toLowerCase() === 'accepted');
  return {
    state: 'answered',
    ...readPulses({ pulses: pulse_info.count, validatedBy, acceptedFalsePositive }),
    counts: null,
    facts: factsOf({
      pulses: pulse_info.count,
      ...pulseFacts(pulse_info.pulses),
      validatedBy: join(validatedBy),
      falsePositive: join(assessed),
      asn: parsed.data.asn,
      country: parsed.data.country_name,
    }),
    link: `https://otx.alienvault.com/indicator/${page}/${encoded}`,
    raw: body,
    ttlSeconds: TTL_SECONDS.answered,
  };
}

/** Whose key it is: `general` answers without one, so that only this proves it. Throws ConnectorError. */
export async function test(conn: OtxConnection): Promise<{ user: string | null }> {
  const body = await get(conn, '/user/me');
  return { user: z.looseObject({ username: z.string() }).safeParse(body).data?.username ?? null };
}

function pulseFacts(pulses: readonly z.infer<typeof Pulse>[]) {
  return {
    latestPulse: pulses.toSorted((a, b) => ((a.modified ?? '') < (b.modified ?? '') ? 1 : -1))[0]?.name,
    adversaries: join(pulses.flatMap(({ adversary }) => adversary || [])),
    malwareFamilies: join(pulses.flatMap(({ malware_families }) => malware_families)),
    techniques: join(pulses.flatMap(({ attack_ids }) => attack_ids)),
    tags: join(pulses.flatMap(({ tags }) => tags)),
  };
}

const join = (words: readonly string[]) => [...new Set(words)].join(', ');

// Errors: `{"detail"}` or `{"error"}`. A wrong key is 403.

const ErrorBody = z.union([
  z.looseObject({ detail: z.string() }).transform(({ detail }) => detail),
  z.looseObject({ error: z.string() }).transform(({ error }) => error),
]);

async function get(conn: OtxConnection, path: string): Promise<unknown> {
  const answer = await send({
    vendor: VENDOR,
    method: 'GET',
    url: endpointOf(conn.baseUrl, PREFIX, path),
    headers: { 'x-otx-api-key': conn.apiKey },
    secrets: [conn.apiKey],
    allowedNetworks: conn.allowedNetworks,
    options: { ...PATIENCE, ...conn.fetchOptions },
  }).catch((error) => {
    throw restate(error, ({ class: kind }, body) => ({
      class: kind === 'forbidden' ? 'auth' : kind,
      words: ErrorBody.safeParse(body).data,
    }));
  });
  return answer.body;
}
