import type { Severity } from '#lib/domain/severity.ts';

/** The meanings that a colour may have. */
export type Tone = 'plain' | 'accent' | 'critical' | 'high' | 'medium' | 'low' | 'info' | 'ok';

/** Whole class names, so that the style sheet's scanner finds them. */
export const TONE_CLASS: Record<Tone, string> = {
  plain: 'tone-plain',
  accent: 'tone-accent',
  critical: 'tone-critical',
  high: 'tone-high',
  medium: 'tone-medium',
  low: 'tone-low',
  info: 'tone-info',
  ok: 'tone-ok',
};

export function toneOfSeverity(severity: Severity): Tone {
  return severity === 'informational' ? 'info' : severity;
}
