import { createHash } from 'node:crypto';
import { type Overrides, withOverrides } from './overrides.ts';

export interface OktaPersonFixture {
  id: string;
  login: string;
  firstName: string;
  lastName: string;
}

/** Who works for the retailer; the first one is an executive. */
export const OKTA_PEOPLE: readonly OktaPersonFixture[] = [
  { id: '00u1rossi00000001', login: 'maria.rossi@retail.example', firstName: 'Maria', lastName: 'Rossi' },
  { id: '00u1novak00000002', login: 'jan.novak@retail.example', firstName: 'Jan', lastName: 'Novák' },
  { id: '00u1okafor0000003', login: 'd.okafor@retail.example', firstName: 'Dara', lastName: 'Okafor' },
  { id: '00u1weber00000004', login: 'a.weber@retail.example', firstName: 'Anna', lastName: 'Weber' },
];

const START = Date.parse('2026-03-02T06:00:00.000Z');

interface Scenario {
  eventType: string;
  displayMessage: string;
  severity: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  ip: string;
  outcome: { result: string; reason: string | null };
  debugData: Record<string, string>;
}

const SCENARIOS: readonly Scenario[] = [
  {
    eventType: 'user.account.report_suspicious_activity_by_enduser',
    displayMessage: 'User report suspicious activity',
    severity: 'WARN',
    ip: '198.51.100.31',
    outcome: { result: 'SUCCESS', reason: null },
    debugData: {
      requestUri: '/api/internal/users/me/report-suspicious-activity',
      suspiciousActivityEventIp: '203.0.113.77',
      suspiciousActivityEventCity: 'Vilnius',
      suspiciousActivityEventCountry: 'Lithuania',
      suspiciousActivityEventLatitude: '54.687',
      suspiciousActivityEventLongitude: '25.279',
      suspiciousActivityEventType: 'system.email.new_device_notification.sent_message',
      suspiciousActivityBrowser: 'FIREFOX',
      suspiciousActivityOs: 'Windows',
      suspiciousActivityTimestamp: '2026-03-02T05:49:50.347Z',
    },
  },
  {
    eventType: 'user.session.start',
    displayMessage: 'User login to Okta',
    severity: 'INFO',
    ip: '203.0.113.201',
    outcome: { result: 'SUCCESS', reason: null },
    debugData: {
      requestUri: '/idp/idx/identify',
      risk: '{reasons=Anomalous Location, level=HIGH}',
      behaviors: '{New Geo-Location=POSITIVE, New Device=POSITIVE, Velocity=NEGATIVE}',
    },
  },
  {
    eventType: 'user.mfa.factor.reset_all',
    displayMessage: 'Reset all factors for user',
    severity: 'WARN',
    ip: '192.0.2.60',
    outcome: { result: 'SUCCESS', reason: null },
    debugData: { requestUri: '/api/v1/users/factors', factor: 'OKTA_VERIFY_PUSH' },
  },
];

/** The n-th System Log event (n ≥ 0) in the form of hooks and of the log. Equal arguments, equal events. */
export function oktaEvent(n: number, overrides?: Overrides<OktaEventPush>): OktaEventPush {
  return withOverrides(eventBody(n), overrides);
}
export type OktaEventPush = ReturnType<typeof eventBody>;

function eventBody(n: number) {
  const scenario = pick(SCENARIOS, n);
  const person = partyOf(pick(OKTA_PEOPLE, n));
  const geographicalContext = {
    city: 'Milano',
    state: 'Lombardia',
    country: 'Italy',
    postalCode: '20100',
    geolocation: { lat: 45.46, lon: 9.19 },
  };
  return {
    uuid: uuid(`event ${n}`),
    published: new Date(START + n * 60_000).toISOString(),
    eventType: scenario.eventType,
    legacyEventType: `core.${scenario.eventType}`,
    version: '0',
    severity: scenario.severity as string,
    displayMessage: scenario.displayMessage,
    actor: person as OktaParty | null,
    client: {
      ipAddress: scenario.ip,
      device: 'Computer',
      id: null,
      zone: 'null',
      userAgent: { rawUserAgent: 'Mozilla/5.0 (Macintosh)', os: 'Mac OS X', browser: 'CHROME' },
      geographicalContext,
    },
    device: null,
    outcome: scenario.outcome,
    securityContext: {
      asNumber: 64_510,
      asOrg: 'example isp',
      isp: 'example isp',
      domain: 'isp.example',
      isProxy: false,
    },
    debugContext: { debugData: scenario.debugData },
    authenticationContext: { authenticationStep: 0, externalSessionId: `102session${n}` },
    transaction: { type: 'WEB', id: `Z${n}`, detail: {} },
    request: { ipChain: [{ ip: scenario.ip, version: 'V4', source: null, geographicalContext }] },
    target: [person],
  };
}

export interface OktaParty {
  id: string;
  type: string;
  alternateId: string;
  displayName: string;
  detailEntry: null;
}

const partyOf = ({ id, login, firstName, lastName }: OktaPersonFixture): OktaParty => ({
  id,
  type: 'User',
  alternateId: login,
  displayName: `${firstName} ${lastName}`,
  detailEntry: null,
});

/** An event hook's delivery of these events. */
export function oktaHookBody(events: readonly unknown[], orgUrl: string) {
  const key = JSON.stringify(events);
  return {
    eventType: 'com.okta.event_hook',
    eventTypeVersion: '1.0',
    cloudEventsVersion: '0.1',
    contentType: 'application/json',
    eventId: uuid(`delivery ${key}`),
    eventTime: new Date(START).toISOString(),
    source: `${orgUrl}/api/v1/eventHooks/who1abcd2EFGH3ijk4x7`,
    data: { events },
  };
}

function pick<T>(list: readonly T[], n: number): T {
  return list[n % list.length]!;
}

function uuid(seed: string): string {
  const hex = createHash('sha256').update(`okta ${seed}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
