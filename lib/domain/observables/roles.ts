import type { ObservableRole, ObservableType } from './types.ts';

/**
 * What an observable is to a case, by where a body names it: the first row whose pattern fits the JSON pointer decides.
 * Vendors' fields: Wiz (`actors`, `actorIP`, `processTree`, `resources`, reputation matches), CrowdStrike, SentinelOne, Okta.
 */
const BY_PATH: [pattern: RegExp, role: ObservableRole][] = [
  // Text that explains the rule or where to read on: what it names is nothing that happened.
  [
    /\/(?:references?|remediation|resolutionRecommendation|controlDescription|ruleDescription|documentation|notes?)(?:\/|$)/i,
    'related',
  ],
  [/\/control\/(?:description|name)$/i, 'related'],
  // The vendor's own pages about the incident.
  [
    /\/(?:cloudProviderURL|threatURL|issueURL|alertURL|consoleURL|falcon_?host_?link|permalink|links?|serviceTickets)(?:\/|$)/i,
    'related',
  ],
  [/\/(?:projects|tags|labels|changedBy|assignee|assigned_?to)(?:\/|$)/i, 'related'],
  // Ours: the near end of a connection.
  [/\/(?:local_?address|local_?ip)(?:\/|$)/i, 'own'],
  // Who did it, from where, by what.
  [
    /\/(?:actors?|primaryActor|actorIP|attackers?|threatActors?|source_?ip|src_?ip|client_?ip|remote_?ip|clientIpAddress|ipAddress)(?:\/|$)/i,
    'implicated',
  ],
  [
    /\/(?:processTree|process|parentProcess|indicators?|iocs?|threatInfo|connectivityReputation|dnsQueryReputation|fileReputation\w*)(?:\/|$)/i,
    'implicated',
  ],
  // Ours: cloud resources and accounts.
  [
    /\/(?:resources?|primaryResource|entitySnapshot|cloudAccounts?|cloudOrganizations?|container|subscription\w*|imageExternalId)(?:\/|$)/i,
    'own',
  ],
  // Whom it happened to.
  [
    /\/(?:victims?|targets?|recipients?|destination_?user|device|agentDetectionInfo|agentRealtimeInfo|endpoint|host)(?:\/|$)/i,
    'victim',
  ],
];

const BY_TYPE: Partial<Record<ObservableType, ObservableRole>> = {
  user: 'victim',
  device: 'victim',
  cloud_resource: 'own',
  cve: 'related',
  asn: 'related',
};

/** The role of an observable found at a JSON pointer. What no row knows is implicated, or by its type victim, own or related. */
export function roleOfPath(path: string, type: ObservableType): ObservableRole {
  // An autonomous system or a weakness is context wherever it stands.
  if (type === 'asn' || type === 'cve') return 'related';
  for (const [pattern, role] of BY_PATH) if (pattern.test(path)) return role;
  return BY_TYPE[type] ?? 'implicated';
}

const WEIGHT: Record<ObservableRole, number> = { implicated: 3, victim: 2, own: 1, related: 0 };

/** Of the roles that one observable has in different places, the one that weighs most. */
export function strongerRole(a: ObservableRole, b: ObservableRole): ObservableRole {
  return WEIGHT[a] >= WEIGHT[b] ? a : b;
}
