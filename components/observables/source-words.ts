import type { SourceView } from '#lib/domain/views/judgement.ts';
import type { Tone } from '../ui/tone.ts';

/** What one source says, in words: a source that gave no answer did not say that it is clean. */
export function sourceWords({ state, verdict, score }: Pick<SourceView, 'state' | 'verdict' | 'score'>): string {
  if (state === 'unknown') return 'does not know it';
  if (state === 'failed') return 'gave no answer';
  if (state === 'limited') return 'let us ask no more';
  if (verdict === 'unknown') return 'has no opinion';
  return score === null ? String(verdict) : `${verdict}, ${score} of 10`;
}

const TONES: Record<string, Tone> = { malicious: 'critical', suspicious: 'medium', benign: 'ok' };

export function sourceTone({ verdict }: Pick<SourceView, 'verdict'>): Tone {
  return TONES[verdict ?? ''] ?? 'plain';
}

/** Only an answer with an opinion has a solid tag. */
export function isDashed({ state, verdict }: Pick<SourceView, 'state' | 'verdict'>): boolean {
  return state !== 'answered' || verdict === 'unknown';
}

const WEIGHT: Record<string, number> = { malicious: 3, suspicious: 2, benign: 1 };
const weight = (source: Pick<SourceView, 'verdict'>) => WEIGHT[source.verdict ?? ''] ?? 0;

/** The worst first: where there is no room for all, those that decide are seen. */
export function worstFirst<S extends Pick<SourceView, 'verdict' | 'source'>>(sources: readonly S[]): S[] {
  return [...sources].sort((a, b) => weight(b) - weight(a) || (a.source < b.source ? -1 : 1));
}
