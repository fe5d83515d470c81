import { z } from 'zod';

/** Case severities, from least to most severe. */
export const SEVERITIES = ['informational', 'low', 'medium', 'high', 'critical'] as const;
export const Severity = z.enum(SEVERITIES);
export type Severity = z.infer<typeof Severity>;

/** 0 (informational) to 4 (critical): the order in which lists sort and rules compare. */
export function rankOf(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** True when `severity` is at least `threshold`. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return rankOf(severity) >= rankOf(threshold);
}
