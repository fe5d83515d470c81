/** What the sources of threat intelligence know of an indicator: one table for all of them, so that their answers belong together. */
export interface Reputation {
  /** VirusTotal's engines. Null: it has no record. */
  engines: { malicious: number; suspicious: number; harmless: number; undetected: number } | null;
  /** VirusTotal's community: its score, and what its members voted. */
  community: { reputation: number; votes: { harmless: number; malicious: number } };
  /** Recorded Future's risk score. Null: it has no record. */
  risk: number | null;
  /** The rules behind that score, the most critical first. */
  rules: readonly string[];
  /** OTX: pulses that name it, lists that it is on, what became of reports as false positive. */
  pulses: number;
  validation: readonly string[];
  falsePositive: readonly string[];
  malwareFamily: string | null;
  asn: number;
  owner: string;
  country: 'NL' | 'LT' | 'IT' | 'US';
}

export const NOT_KNOWN: Reputation = {
  engines: null,
  community: { reputation: 0, votes: { harmless: 0, malicious: 0 } },
  risk: null,
  rules: [],
  pulses: 0,
  validation: [],
  falsePositive: [],
  malwareFamily: null,
  asn: 64_500,
  owner: 'Example Hosting',
  country: 'NL',
};

const bad: Reputation = {
  ...NOT_KNOWN,
  engines: { malicious: 9, suspicious: 2, harmless: 55, undetected: 28 },
  community: { reputation: -9, votes: { harmless: 0, malicious: 3 } },
  risk: 79,
  rules: ['Current C&C Server', 'Recently Reported as Brute Force Source'],
  pulses: 5,
  malwareFamily: 'ExampleRAT',
  country: 'LT',
};
const harmless = { malicious: 0, suspicious: 0, harmless: 66, undetected: 28 };
const silent = { malicious: 0, suspicious: 0, harmless: 3, undetected: 91 };
const vouchedFor = { reputation: 41, votes: { harmless: 12, malicious: 0 } };

/** By lower-case value. Addresses are documentation ones. */
export const REPUTATIONS: Readonly<Record<string, Reputation>> = {
  // All three call it malicious.
  '203.0.113.77': bad,
  '198.51.100.46': bad,
  '2001:db8::bad': bad,
  'bad.example': bad,
  'cdn.bad.example': bad,
  'http://bad.example/x': bad,
  '44d88612fea8a8f36de82e1278abb02f': bad,
  '275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f': bad,
  // Suspicious by each.
  '203.0.113.201': {
    ...NOT_KNOWN,
    engines: { malicious: 1, suspicious: 1, harmless: 60, undetected: 32 },
    risk: 40,
    rules: ['Historical Open Proxy'],
    pulses: 1,
  },
  // Benign in words of two.
  '198.51.100.200': {
    ...NOT_KNOWN,
    engines: harmless,
    community: vouchedFor,
    risk: 0,
    validation: ['whitelist'],
    owner: 'Example CDN',
    country: 'US',
  },
  // Nobody flags it, and nobody vouches for it.
  '192.0.2.60': { ...NOT_KNOWN, engines: silent, risk: 0, owner: 'Example Broadband', country: 'IT' },
  // One alone vouches for it.
  '192.0.2.61': {
    ...NOT_KNOWN,
    engines: harmless,
    community: vouchedFor,
    risk: 0,
    owner: 'Example Broadband',
    country: 'IT',
  },
  // They do not agree.
  '203.0.113.90': { ...bad, risk: 12, rules: ['Historically Reported in Threat List'], falsePositive: ['accepted'] },
  // A content network: in many pulses, and on the lists of what is well known.
  '198.51.100.220': {
    ...NOT_KNOWN,
    engines: harmless,
    risk: 5,
    pulses: 14,
    validation: ['akamai', 'majestic'],
    country: 'US',
  },
};

/** A copy that a test may change. */
export function reputations(): Map<string, Reputation> {
  return new Map(Object.entries(REPUTATIONS));
}
