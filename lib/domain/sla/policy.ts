import { z } from 'zod';
import { SEVERITIES, Severity } from '../severity.ts';

const seconds = z
  .number()
  .int()
  .min(0)
  .max(366 * 24 * 3600);

/** What is promised for one severity. Times are counting seconds of the calendar; 0 promises nothing, so there is no timer. */
export const SlaPolicy = z.strictObject({
  severity: Severity,
  acknowledgeSeconds: seconds,
  resolveSeconds: seconds,
  /** Both times of a VIP's case are multiplied by this. */
  vipFactor: z.number().gt(0).max(1),
  /** The share of the target after which a running timer is at risk. */
  atRisk: z.number().gt(0).lt(1),
});
export type SlaPolicy = z.infer<typeof SlaPolicy>;

/** One policy for each severity: those that hold for a case, already chosen by its category, source and date. */
export type SlaPolicies = Readonly<Record<Severity, SlaPolicy>>;

const MINUTE = 60;
const HOUR = 3600;
const SHIPPED_SECONDS: Record<Severity, [acknowledge: number, resolve: number]> = {
  informational: [0, 0],
  low: [8 * HOUR, 72 * HOUR],
  medium: [4 * HOUR, 24 * HOUR],
  high: [30 * MINUTE, 8 * HOUR],
  critical: [15 * MINUTE, 4 * HOUR],
};

/** The policies of a new installation. */
export const SHIPPED_POLICIES: SlaPolicies = Object.fromEntries(
  SEVERITIES.map((severity) => {
    const [acknowledgeSeconds, resolveSeconds] = SHIPPED_SECONDS[severity];
    return [severity, { severity, acknowledgeSeconds, resolveSeconds, vipFactor: 0.5, atRisk: 0.8 }];
  }),
) as Record<Severity, SlaPolicy>;

export const METRICS = ['acknowledge', 'resolve'] as const;
export type Metric = (typeof METRICS)[number];

/** The promise for one metric, in counting seconds; 0 where there is none. */
export function targetOf(policy: SlaPolicy, metric: Metric, vip: boolean): number {
  const target = metric === 'acknowledge' ? policy.acknowledgeSeconds : policy.resolveSeconds;
  return Math.round(target * (vip ? policy.vipFactor : 1));
}
