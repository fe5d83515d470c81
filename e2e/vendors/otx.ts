import { isIPv4, isIPv6 } from 'node:net';
import { getDomain } from 'tldts';
import { type Faults, faultOf } from './faults.ts';
import { NOT_KNOWN, type Reputation, reputations } from './reputation.ts';
import { type RecordedRequest, startVendor, type VendorAnswer, type VendorServer } from './server.ts';

export interface OtxOptions {
  port?: number;
  apiKey?: string;
  slowMs?: number;
}

export interface OtxEmulator extends VendorServer, Faults {
  apiKey: string;
  /** By lower-case value. */
  known: Map<string, Reputation>;
}

/** What each type, in exactly this spelling, takes. A name below a registrable one is a `hostname`. */
const FITS: Record<string, (value: string) => boolean> = {
  IPv4: isIPv4,
  IPv6: isIPv6,
  domain: (value) => domainOf(value) === value.toLowerCase(),
  hostname: (value) => domainOf(value) !== null && domainOf(value) !== value.toLowerCase(),
  file: (value) => /^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i.test(value),
  url: (value) => URL.canParse(value),
};
const domainOf = (value: string) => getDomain(value, { validateHostname: false });

/** Starts OTX on 127.0.0.1: the `general` section of six types, and whose key it is. */
export async function startOtx(options: OtxOptions = {}): Promise<OtxEmulator> {
  const { apiKey = 'emulator-otx-key', slowMs = 5_000 } = options;

  const server = await startVendor(async (request, closing) => {
    const key = request.headers['x-otx-api-key'];
    const own = request.path === '/api/v1/user/me';
    // `general` is public: no key is as good as a right one, a wrong key is refused.
    if (key !== apiKey && (own || key !== undefined)) return { status: 403, body: { detail: 'Invalid API key' } };
    const limited = { status: 429, body: { detail: 'Request was throttled.' } };
    const down = { status: 504, body: { error: 'endpoint request timed out' } };
    const fault = await faultOf(emulator, { limited, down, slowMs, closing });
    if (fault) return fault;
    return own ? { body: { user_id: 77, username: 'watchfloor', member_since: '400 days ago' } } : general(request);
  }, options);

  function general({ method, path }: RecordedRequest): VendorAnswer {
    const [, type = '', segment = ''] = /^\/api\/v1\/indicators\/([^/]+)\/([^/]+)\/general$/.exec(path) ?? [];
    if (method !== 'GET' || !Object.hasOwn(FITS, type)) return { status: 404, body: { detail: 'endpoint not found' } };
    const value = decodeURIComponent(segment);
    if (!FITS[type]!(value)) return { status: 400, body: { error: 'malformed indicator' } };
    return { body: sectionOf(type, value, emulator.known.get(value.toLowerCase()) ?? NOT_KNOWN) };
  }

  const emulator: OtxEmulator = {
    ...server,
    apiKey,
    known: reputations(),
    mode: 'ok',
    quota: Number.POSITIVE_INFINITY,
  };
  return emulator;
}

function sectionOf(type: string, value: string, reputation: Reputation) {
  const { pulses, validation, falsePositive, malwareFamily, asn, owner, country } = reputation;
  return {
    indicator: value,
    type,
    type_title: type,
    sections: ['general', 'geo', 'reputation', 'url_list', 'passive_dns', 'malware', 'nids_list', 'http_scans'],
    reputation: 0,
    base_indicator: pulses > 0 ? { id: 4242, indicator: value, type, title: '', access_type: 'public' } : {},
    validation: validation.map((source) => ({ source, name: `${source} list`, message: `On the list ${source}` })),
    false_positive: falsePositive.map((assessment) => ({ assessment, assessment_date: '2026-01-05T08:00:00.000000' })),
    pulse_info: {
      count: pulses,
      // The section brings the first pulses only, and counts them all.
      pulses: Array.from({ length: Math.min(pulses, 10) }, (_, n) => pulseOf(n, malwareFamily)),
      references: [],
      related: {
        alienvault: { malware_families: [] },
        other: { malware_families: malwareFamily ? [malwareFamily] : [] },
      },
    },
    ...(/^IPv/.test(type) && {
      asn: `AS${asn} ${owner}`,
      country_code: country,
      country_name: { NL: 'Netherlands', LT: 'Lithuania', IT: 'Italy', US: 'United States' }[country],
      city: null,
      latitude: 52.3,
      longitude: 4.8,
    }),
  };
}

function pulseOf(n: number, malwareFamily: string | null) {
  return {
    id: `65aa${n.toString(16).padStart(20, '0')}`,
    name: `C2 list ${n + 1}`,
    description: 'Addresses seen in one campaign.',
    author: { username: 'ops', id: '77' },
    created: '2026-01-02T10:11:12.000000',
    modified: `2026-01-${String(10 + n).padStart(2, '0')}T10:11:12.000000`,
    TLP: 'white',
    tags: ['c2', 'retail'],
    adversary: n === 0 ? 'Example Spider' : '',
    malware_families: malwareFamily ? [{ id: malwareFamily, display_name: malwareFamily, target: null }] : [],
    attack_ids: [
      { id: 'T1071', name: 'Application Layer Protocol', display_name: 'T1071 - Application Layer Protocol' },
    ],
    industries: ['Retail'],
    references: ['https://blog.example/c2'],
    indicator_count: 120,
  };
}
