import type { OktaEvent } from './event.ts';
import { addressesOf, type OktaAddresses } from './implicated-address.ts';
import { USER_REPORT } from './suspicious-events.ts';

export interface OktaPlace {
  city: string | null;
  country: string | null;
  latitude: number | null;
  longitude: number | null;
}

export interface OktaAgent {
  /** The whole `User-Agent`, where it is told. */
  raw: string | null;
  browser: string | null;
  os: string | null;
}

export interface OktaPerson {
  /** Okta's id; null where only the login is told. */
  id: string | null;
  /** Mostly an e-mail address. */
  login: string | null;
  name: string | null;
}

/** What an event tells, of what it accuses and not of who reported it. Times are ISO 8601 as they came. */
export interface OktaFacts {
  uuid: string;
  eventType: string;
  message: string | null;
  /** When it happened: in a user's report the reported moment, else when Okta published it. */
  at: string | null;
  published: string | null;
  /** Whom it happened to; null where Okta does not know. */
  user: OktaPerson | null;
  /** Who did it, where it is another than the user: an administrator, a support engineer. */
  actor: OktaPerson | null;
  userReport: boolean;
  addresses: OktaAddresses;
  /** Of the implicated address. */
  place: OktaPlace | null;
  /** The implicated address's network; null in a user's report, where Okta tells only that of the victim. */
  network: { asn: number | null; organisation: string | null; isp: string | null; proxy: boolean | null } | null;
  agent: OktaAgent | null;
  device: string | null;
  /** Okta's id of the session in which it happened. */
  session: string | null;
  /** The sign-in factor it is about. */
  factor: string | null;
  outcome: { result: string | null; reason: string | null };
  risk: string | null;
  /** In a user's report: what kind of event they reported. */
  reportedEventType: string | null;
}

/** The facts of an event for a case: user, address, place, network, agent, session, factor. */
export function oktaFactsOf(event: OktaEvent): OktaFacts {
  const { debugData } = event.debugContext;
  const userReport = event.eventType === USER_REPORT;
  const user = userOf(event);
  const actor = personOf(event.actor);
  return {
    uuid: event.uuid,
    eventType: event.eventType,
    message: event.displayMessage,
    at: (userReport ? debugData.suspiciousActivityTimestamp : null) ?? event.published,
    published: event.published,
    user,
    actor: actor && !(user && isSamePerson(actor, user)) ? actor : null,
    userReport,
    addresses: addressesOf(event),
    ...(userReport ? reportedContext(event) : clientContext(event)),
    session: userReport ? null : event.authenticationContext.externalSessionId,
    factor: factorOf(event),
    outcome: { result: event.outcome.result, reason: event.outcome.reason },
    risk: debugData.risk,
    reportedEventType: userReport ? debugData.suspiciousActivityEventType : null,
  };
}

type Context = Pick<OktaFacts, 'place' | 'network' | 'agent' | 'device'>;

function reportedContext({ debugContext: { debugData } }: OktaEvent): Context {
  const place = {
    city: debugData.suspiciousActivityEventCity,
    country: debugData.suspiciousActivityEventCountry,
    latitude: debugData.suspiciousActivityEventLatitude,
    longitude: debugData.suspiciousActivityEventLongitude,
  };
  const agent = { raw: null, browser: debugData.suspiciousActivityBrowser, os: debugData.suspiciousActivityOs };
  return { place: orNull(place), network: null, agent: orNull(agent), device: null };
}

function clientContext({ client, securityContext }: OktaEvent): Context {
  const { city, country, geolocation } = client.geographicalContext;
  const { rawUserAgent, browser, os } = client.userAgent;
  const { asNumber, asOrg, isp, isProxy } = securityContext;
  return {
    place: orNull({ city, country, latitude: geolocation.lat, longitude: geolocation.lon }),
    network: orNull({ asn: asNumber, organisation: asOrg, isp, proxy: isProxy }),
    agent: orNull({ raw: rawUserAgent, browser, os }),
    device: client.device,
  };
}

const USER_TYPES = ['User', 'AppUser'];

/** Whom an event is about: the first target that is a user, else the actor; null where it names nobody. */
export function userOf({ target, actor }: Pick<OktaEvent, 'target' | 'actor'>): OktaPerson | null {
  const named = target.find(({ type }) => type !== null && USER_TYPES.includes(type));
  return (named && personOf(named)) ?? (actor.type === null || actor.type === 'User' ? personOf(actor) : null);
}

/** Null for Okta itself, which signs as a user of that name. */
function personOf({ id, alternateId, displayName }: OktaEvent['actor']): OktaPerson | null {
  if ((id === null && alternateId === null) || alternateId?.toLowerCase() === 'system@okta.com') return null;
  return { id, login: alternateId, name: displayName };
}

/** By Okta's id where both have one, else by the login. */
export function isSamePerson(a: Pick<OktaPerson, 'id' | 'login'>, b: Pick<OktaPerson, 'id' | 'login'>): boolean {
  if (a.id !== null && b.id !== null) return a.id === b.id;
  return a.login !== null && a.login.toLowerCase() === b.login?.toLowerCase();
}

function factorOf({ debugContext, target, authenticationContext }: OktaEvent): string | null {
  const named = target.find(({ type }) => type !== null && /factor|authenticator/i.test(type))?.displayName;
  return debugContext.debugData.factor ?? named ?? authenticationContext.credentialType;
}

/** Null for an object that tells nothing. */
function orNull<T extends object>(object: T): T | null {
  return Object.values(object).some((value) => value !== null) ? object : null;
}
