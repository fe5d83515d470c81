import { z } from 'zod';
import { SEVERITIES, Severity } from '../severity.ts';
import type { CalendarVersion } from './calendar.ts';

const seconds = z
  .number()
  .int()
  .min(0)
  .max(366 * 24 * 3600);
const text = (max: number) => z.string().trim().min(1).max(max);

/** Whom a policy is for, the same in all its versions. Null: any. */
export const PolicyScope = z.strictObject({
  severity: Severity,
  category: text(64).nullable(),
  source: text(64).nullable(),
  vip: z.boolean().nullable(),
});
export type PolicyScope = z.infer<typeof PolicyScope>;

/** What is promised. Times are counting seconds of the calendar; 0 promises nothing, so there is no timer. */
export const PolicyTerms = z.strictObject({
  name: text(80),
  acknowledgeSeconds: seconds,
  resolveSeconds: seconds,
  /** Both times of a VIP's case are multiplied by this. */
  vipFactor: z.number().gt(0).max(1),
  /** The share of the target after which a running timer is at risk. */
  atRisk: z.number().gt(0).lt(1),
  /** The calendar's id; which version of it counts is decided by the date. */
  calendar: z.uuid(),
});
export type PolicyTerms = z.infer<typeof PolicyTerms>;

/** One version of a policy, in force from `effectiveFrom` until the next version's, or until the policy is retired. */
export interface PolicyVersion extends PolicyTerms {
  /** The version's own id. */
  id: string;
  policyId: string;
  version: number;
  scope: PolicyScope;
  effectiveFrom: Date;
  retiredAt: Date | null;
}

/** All that was ever promised: every version of every policy and calendar. */
export interface PolicyBook {
  policies: readonly PolicyVersion[];
  calendars: readonly CalendarVersion[];
}

const MINUTE = 60;
const HOUR = 3600;
const SHIPPED_SECONDS: Record<Severity, [acknowledge: number, resolve: number]> = {
  informational: [0, 0],
  low: [8 * HOUR, 72 * HOUR],
  medium: [4 * HOUR, 24 * HOUR],
  high: [30 * MINUTE, 8 * HOUR],
  critical: [15 * MINUTE, 4 * HOUR],
};

export const DEFAULT_AT_RISK = 0.8;
export const DEFAULT_VIP_FACTOR = 0.5;

/** What ships holds for cases of any age. */
const FROM_THE_BEGINNING = new Date(0);
/** Fixed, so that every start finds again what the first one wrote. */
const shippedId = (number: number) => `00000000-0000-7000-8000-0000000051a${number}`;
export const AROUND_THE_CLOCK = shippedId(9);

/** The policies and the calendar of a new installation. */
export const SHIPPED_BOOK: PolicyBook = {
  policies: SEVERITIES.map((severity, index) => {
    const [acknowledgeSeconds, resolveSeconds] = SHIPPED_SECONDS[severity];
    return {
      id: shippedId(index),
      policyId: shippedId(index),
      version: 1,
      name: `${severity[0]!.toUpperCase()}${severity.slice(1)}`,
      scope: { severity, category: null, source: null, vip: null },
      acknowledgeSeconds,
      resolveSeconds,
      vipFactor: DEFAULT_VIP_FACTOR,
      atRisk: DEFAULT_AT_RISK,
      calendar: AROUND_THE_CLOCK,
      effectiveFrom: FROM_THE_BEGINNING,
      retiredAt: null,
    };
  }),
  calendars: [
    {
      id: AROUND_THE_CLOCK,
      calendarId: AROUND_THE_CLOCK,
      version: 1,
      name: 'Around the clock',
      hours: null,
      effectiveFrom: FROM_THE_BEGINNING,
    },
  ],
};

export const METRICS = ['acknowledge', 'resolve'] as const;
export type Metric = (typeof METRICS)[number];

const TERM_OF = { acknowledge: 'acknowledgeSeconds', resolve: 'resolveSeconds' } as const satisfies Record<
  Metric,
  keyof PolicyTerms
>;

/** The promise for one metric, in counting seconds; 0 where there is none. */
export function targetOf(
  policy: Pick<PolicyTerms, 'acknowledgeSeconds' | 'resolveSeconds' | 'vipFactor'>,
  metric: Metric,
  vip: boolean,
): number {
  return Math.round(policy[TERM_OF[metric]] * (vip ? policy.vipFactor : 1));
}
