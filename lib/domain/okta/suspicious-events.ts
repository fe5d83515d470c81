import type { OktaEvent } from './event.ts';

/** The user says himself that a sign-in or a change was not his. */
export const USER_REPORT = 'user.account.report_suspicious_activity_by_enduser';

/** Okta ThreatInsight's finding on an address; the user is often not known. */
export const THREAT_DETECTED = 'security.threat.detected';

/** What of an event type is suspicious: each such event, or only some. */
export type SuspicionTest = 'always' | 'risky_sign_in' | 'denied_push';

export interface SuspiciousEventType {
  eventType: string;
  /** Why it is in the list, for people. */
  reason: string;
  test: SuspicionTest;
}

/** Whatever Okta calls an act on a sign-in factor: enrolled, changed, reset, suspended or removed. */
export const isFactorChange = (eventType: string) => eventType.startsWith('user.mfa.factor.');

const row = (eventType: string, reason: string, test: SuspicionTest = 'always'): SuspiciousEventType => ({
  eventType,
  reason,
  test,
});

/** What is known of event types that may be suspicious. Those that are shipped switched on are in `SHIPPED_EVENT_TYPES`. */
export const SUSPICIOUS_EVENTS: readonly SuspiciousEventType[] = [
  row(USER_REPORT, 'The user reported activity on the account that was not theirs.'),
  row(THREAT_DETECTED, 'Okta ThreatInsight saw requests from an address that attacks sign-ins.'),
  row('user.session.start', 'A sign-in that Okta rates high risk, or that was not like this user.', 'risky_sign_in'),
  row('user.mfa.okta_verify.deny_push', 'The user denied a push that somebody with the password had asked for.'),
  row(
    'user.authentication.auth_via_mfa',
    'The user denied a push that somebody with the password had asked for.',
    'denied_push',
  ),
  row('user.mfa.attempt_bypass', 'Somebody tried to get past the second factor.'),
  row('user.mfa.factor.reset_all', 'All second factors were reset, which a thief does to enrol their own.'),
  row('user.mfa.factor.activate', 'A second factor was enrolled, as a thief enrols their own.'),
  row('user.mfa.factor.deactivate', 'A second factor was removed from the account.'),
  row('user.mfa.factor.update', 'A second factor of the account was changed.'),
  row('user.account.lock', 'The account was locked, often after guesses at its password.'),
  row('user.session.impersonation.initiate', "Somebody of Okta's support began to act as a user."),
  row('user.risk.change', "Okta raised the user's risk.", 'risky_sign_in'),
  row('user.risk.detect', 'Okta found a risk in a session of the user.', 'risky_sign_in'),
];

/**
 * Those that open or update a case as shipped. Left out are locks, most of which are forgotten passwords, and enrolments, which every new
 * colleague and telephone brings.
 */
export const SHIPPED_EVENT_TYPES: readonly string[] = SUSPICIOUS_EVENTS.map(({ eventType }) => eventType).filter(
  (eventType) => !['user.account.lock', 'user.mfa.factor.activate'].includes(eventType),
);

export type Suspicion =
  | { suspicious: true; reason: string; factorChange: boolean }
  | { suspicious: false /** For people, with the value that decided. */; reason: string };

/** Whether an event is suspicious by the event types that an administrator chose. Types that we know nothing of count as they are. */
export function judgeOktaEvent(event: OktaEvent, eventTypes: readonly string[] = SHIPPED_EVENT_TYPES): Suspicion {
  const { eventType } = event;
  if (!eventTypes.includes(eventType))
    return { suspicious: false, reason: `${eventType} is not among the event types that are suspicious here.` };
  const known = SUSPICIOUS_EVENTS.find((one) => one.eventType === eventType);
  if (!known)
    return {
      suspicious: true,
      reason: `${eventType} was added to the list here.`,
      factorChange: isFactorChange(eventType),
    };
  const mild = MILD[known.test](event);
  if (mild !== null) return { suspicious: false, reason: mild };
  return { suspicious: true, reason: known.reason, factorChange: isFactorChange(eventType) };
}

/** Why an event of a suspicious type is not suspicious itself, or null. */
const MILD: Record<SuspicionTest, (event: OktaEvent) => string | null> = {
  always: () => null,
  risky_sign_in: ({ eventType, debugContext: { debugData } }) => {
    if (isHigh(debugData.risk) || flag(debugData.threatSuspected) || newBehaviours(debugData.behaviors) >= 2)
      return null;
    return `${eventType} without a high risk: its risk is ${debugData.risk ?? 'not told'}.`;
  },
  denied_push: ({ eventType, outcome: { result, reason } }) => {
    if (result?.toUpperCase() === 'FAILURE' && reason?.toUpperCase().includes('INVALID_CREDENTIALS')) return null;
    return `${eventType} that was not denied: its outcome is ${[result, reason].filter(Boolean).join(', ') || 'not told'}.`;
  },
};

/** `HIGH`, or `{level=HIGH, reasons=…}`, or JSON of the same. */
const isHigh = (risk: string | null) => risk !== null && /^high$|\blevel"?\s*[=:]\s*"?high\b/i.test(risk);
const flag = (value: string | null) => value?.toLowerCase() === 'true';
/** `{New Geo-Location=POSITIVE, New Device=POSITIVE, New IP=NEGATIVE}`: one new thing is a new phone, two are somebody else. */
const newBehaviours = (behaviours: string | null) => behaviours?.match(/[=:]\s*"?POSITIVE\b/gi)?.length ?? 0;
