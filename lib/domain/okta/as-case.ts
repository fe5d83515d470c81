import type { CaseInput } from '../case.ts';
import type { ObservableRole, ObservableType } from '../observables/types.ts';
import type { Severity } from '../severity.ts';
import { cut } from '../text.ts';
import type { OktaFacts, OktaPerson } from './facts.ts';

/** What a case of Okta's is about: the user, or the address where no user is known. */
export interface OktaSubject {
  type: Extract<ObservableType, 'user' | 'ipv4' | 'ipv6'>;
  value: string;
}

/** An event as a case has it. */
export interface OktaCase {
  subject: OktaSubject | null;
  fields: CaseInput;
  observables: { type: ObservableType; value: string; role: ObservableRole; path: string }[];
  /** What Okta reports, as one sentence for the timeline, without a full stop. */
  report: string;
}

/** The category of Okta's cases. */
export const IDENTITY = 'Identity & Access';

/** Puts an event into a case's words: title, description, observables with their roles, and its circumstances as custom fields. */
export function oktaCaseOf(facts: OktaFacts, suspicion: { reason: string; factorChange: boolean }, severity: Severity) {
  const subject = subjectOf(facts);
  const what = facts.message ?? facts.eventType;
  const whom = facts.user ? nameOf(facts.user) : (subject?.value ?? null);
  return {
    subject,
    fields: {
      title: cut(whom ? `${what}: ${whom}` : what, 300),
      severity,
      description: descriptionOf(facts, suspicion.reason),
      category: IDENTITY,
      source: 'okta',
      customFields: customFieldsOf(facts, suspicion.factorChange),
    },
    observables: observablesOf(facts),
    report: cut(`Okta reports “${what}”${[fromWhere(facts), withWhat(facts)].join('')}`, 500),
  } satisfies OktaCase;
}

function subjectOf({ user, addresses: { implicated } }: OktaFacts): OktaSubject | null {
  const name = user && (user.login ?? user.id);
  if (name) return { type: 'user', value: name };
  return implicated ? { type: implicated.type, value: implicated.value } : null;
}

const nameOf = ({ name, login, id }: OktaPerson) => name ?? login ?? id ?? 'an unknown user';

/** Where each fact stands in an event. */
const PATHS = { user: '/target', actor: '/actor', client: '/client/ipAddress', ip_chain: '/request/ipChain' } as const;
const REPORTED = '/debugContext/debugData/suspiciousActivityEventIp';

function observablesOf({ user, actor, addresses: { implicated, victim } }: OktaFacts): OktaCase['observables'] {
  const person = (of: OktaPerson | null, role: ObservableRole, path: string) => {
    const value = of && (of.login ?? of.id);
    return value ? [{ type: 'user' as const, value, role, path }] : [];
  };
  const from = implicated?.from;
  return [
    ...person(user, 'victim', PATHS.user),
    ...person(actor, 'related', PATHS.actor),
    ...(implicated
      ? [
          {
            type: implicated.type,
            value: implicated.value,
            role: 'implicated' as const,
            path: from === 'reported_sign_in' ? REPORTED : PATHS[from as 'client' | 'ip_chain'],
          },
        ]
      : []),
    ...(victim ? [{ ...victim, role: 'victim' as const, path: PATHS.client }] : []),
  ];
}

/** Only what is told: a field that is not set is left as the case has it. */
function customFieldsOf(facts: OktaFacts, factorChange: boolean): Record<string, string | number | boolean> {
  const { place, network, agent } = facts;
  const fields = {
    oktaEventType: facts.eventType,
    oktaEventAt: facts.at,
    oktaUserId: facts.user?.id,
    signInCity: place?.city,
    signInCountry: place?.country,
    signInLatitude: place?.latitude,
    signInLongitude: place?.longitude,
    asn: network?.asn,
    asnOrganisation: network?.organisation ?? network?.isp,
    proxy: network?.proxy,
    userAgent: agent?.raw,
    browser: agent?.browser,
    operatingSystem: agent?.os,
    device: facts.device,
    oktaSession: facts.session,
    signInFactor: facts.factor,
    oktaRisk: facts.risk,
    oktaUserReport: facts.userReport || null,
    oktaFactorChange: factorChange || null,
  };
  const told = Object.entries(fields).filter(
    (entry): entry is [string, string | number | boolean] => entry[1] !== null && entry[1] !== undefined,
  );
  return Object.fromEntries(told.map(([name, value]) => [name, typeof value === 'string' ? cut(value, 1000) : value]));
}

function fromWhere({ addresses: { implicated }, place }: OktaFacts): string {
  const where = [place?.city, place?.country].filter(Boolean).join(', ');
  if (!implicated) return where ? ` from ${where}` : '';
  return ` from ${implicated.value}${where ? ` (${where})` : ''}`;
}

function withWhat({ agent }: OktaFacts): string {
  const words = [agent?.browser, agent?.os].filter(Boolean).join(' on ');
  return words ? ` with ${words}` : '';
}

/** Markdown; every value stands as code, so that none of it is read as markup. */
function descriptionOf(facts: OktaFacts, reason: string): string {
  const { user, actor, addresses, place, network, agent, outcome } = facts;
  const lines: [string, string | number | null | undefined][] = [
    ['User', user && [user.name, user.login, user.id].filter(Boolean).join(', ')],
    ['Done by', actor && [actor.name, actor.login].filter(Boolean).join(', ')],
    ['Event', facts.eventType],
    ['Reported event', facts.reportedEventType],
    ['Happened', facts.at],
    ['Implicated address', addresses.implicated?.value],
    ['Address of the user', addresses.victim?.value],
    ['Place', place && [place.city, place.country].filter(Boolean).join(', ')],
    ['Network', network && [network.asn && `AS${network.asn}`, network.organisation].filter(Boolean).join(', ')],
    ['Proxy', network?.proxy ? 'yes' : null],
    ['Agent', agent && (agent.raw ?? [agent.browser, agent.os].filter(Boolean).join(' on '))],
    ['Device', facts.device],
    ['Session', facts.session],
    ['Factor', facts.factor],
    ['Outcome', [outcome.result, outcome.reason].filter(Boolean).join(', ')],
    ['Risk', facts.risk],
  ];
  const told = lines.flatMap(([label, value]) => (value ? [`- **${label}:** ${code(String(value))}`] : []));
  return [reason, told.join('\n')].join('\n\n');
}

const code = (value: string) => `\`${cut(value, 500).replace(/[`\r\n]+/g, ' ')}\``;
