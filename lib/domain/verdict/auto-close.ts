import { z } from 'zod';
import type { ObservableVerdict } from '../observables/types.ts';
import { atLeast, SEVERITIES, type Severity } from '../severity.ts';
import { isSampled } from './sample.ts';

/** What an administrator sets. `AutoCloseParameters.parse({})` gives the shipped ones. */
export const AutoCloseParameters = z.strictObject({
  autoClose: z
    .boolean()
    .default(true)
    .describe('Close cases whose observables are benign. Off: they are only told so.'),
  closeUpTo: z.enum(SEVERITIES).default('medium').describe('The highest severity that is closed without a person.'),
  closeVip: z.boolean().default(false).describe("Close a VIP's cases too, and those of whom it is not known."),
  closeAssigned: z.boolean().default(false).describe('Close cases that a person owns.'),
  closeOpenedByPeople: z
    .boolean()
    .default(false)
    .describe(
      'Close cases that a person opened by hand. Those of programs, vendors and automations are closed anyway.',
    ),
  closeUserReports: z
    .boolean()
    .default(false)
    .describe("Close a user's own report on other evidence than a known network of ours."),
  closeFactorChanges: z.boolean().default(false).describe('Close cases about a changed or removed sign-in factor.'),
  reviewPercent: z.number().min(0).max(100).default(5).describe('Share of the closed cases that goes to review.'),
});
export type AutoCloseParameters = z.infer<typeof AutoCloseParameters>;

export interface AutoCloseFacts {
  caseKey: string;
  severity: Severity;
  /** `unknown` while the directory could not be asked. */
  vip: 'yes' | 'no' | 'unknown';
  /** Who owns it. */
  owner: 'nobody' | 'human' | 'ai';
  /** A person opened it by hand: not a program with a key, a vendor or an automation. */
  openedByPerson: boolean;
  /** The verdict on the case, as `weighCase` gives it. */
  verdict: ObservableVerdict;
  /** All that weighs lies in networks of ours. */
  fromKnownNetworks: boolean;
  /** Any of its observables, whatever the role, is malicious by any of the verdicts that are kept of it. */
  anyMalicious: boolean;
  /** The user reported it himself. */
  userReport: boolean;
  /** A sign-in factor was changed, reset or removed. */
  factorChange: boolean;
  /** What is added later is enriched, and closes nothing. */
  pass: 'first' | 'later';
}

export const REFUSAL_CODES = [
  'switched_off',
  'later_pass',
  'not_benign',
  'malicious_observable',
  'vip',
  'vip_unknown',
  'severity',
  'human_owner',
  'opened_by_person',
  'user_report',
  'factor_change',
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

export interface Refusal {
  code: RefusalCode;
  /** One sentence with the value that decided, for people. */
  reason: string;
}

export type AutoCloseDecision =
  | { close: true /** It goes to review afterwards. */; review: boolean }
  | { close: false /** Every reason, not only the first. */; refusals: Refusal[] };

type Rule = (facts: AutoCloseFacts, parameters: AutoCloseParameters) => string | false;

const RULES: Record<RefusalCode, Rule> = {
  switched_off: (_, { autoClose }) => !autoClose && 'Closing without a person is switched off.',
  later_pass: ({ pass }) => pass === 'later' && 'Only the first look at a new case may close it.',
  not_benign: ({ verdict }) => verdict !== 'benign' && `The verdict is ${verdict}, not benign.`,
  malicious_observable: ({ anyMalicious }) => anyMalicious && 'One of its observables is malicious.',
  vip: ({ vip }, { closeVip }) => !closeVip && vip === 'yes' && 'The user is a VIP.',
  vip_unknown: ({ vip }, { closeVip }) =>
    !closeVip && vip === 'unknown' && 'It is not known whether the user is a VIP.',
  severity: ({ severity }, { closeUpTo }) =>
    !atLeast(closeUpTo, severity) && `The severity is ${severity}, above ${closeUpTo}.`,
  human_owner: ({ owner }, { closeAssigned }) => !closeAssigned && owner === 'human' && 'A person owns the case.',
  opened_by_person: ({ openedByPerson }, { closeOpenedByPeople }) =>
    !closeOpenedByPeople && openedByPerson && 'A person opened the case.',
  user_report: ({ userReport, fromKnownNetworks }, { closeUserReports }) =>
    !closeUserReports &&
    userReport &&
    !fromKnownNetworks &&
    'The user reported it, and the address is in no known network of ours.',
  factor_change: ({ factorChange }, { closeFactorChanges }) =>
    !closeFactorChanges && factorChange && 'A sign-in factor was changed.',
};

/** Whether a case may be closed without a person; where not, every reason. */
export function decideAutoClose(facts: AutoCloseFacts, parameters: AutoCloseParameters): AutoCloseDecision {
  const refusals = REFUSAL_CODES.flatMap((code) => {
    const reason = RULES[code](facts, parameters);
    return reason ? [{ code, reason }] : [];
  });
  if (refusals.length > 0) return { close: false, refusals };
  return { close: true, review: isSampled(facts.caseKey, parameters.reviewPercent) };
}
