import type { ObservableVerdict } from '../../observables/types.ts';
import type { SourceAnswer } from '../../verdict.ts';

export const NOW = new Date('2026-01-12T12:00:00Z');
export const HOUR = 3_600;
export const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000);

/** What a source said a minute ago, and stands by for an hour; null: it does not know the thing. */
export const said = (
  source: string,
  verdict: ObservableVerdict | null,
  more: Partial<SourceAnswer> = {},
): SourceAnswer => ({
  source,
  state: verdict === null ? 'unknown' : 'answered',
  verdict,
  score: null,
  at: ago(60),
  ttlSeconds: HOUR,
  ...more,
});
