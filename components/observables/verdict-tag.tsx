import type { ObservableVerdict } from '#lib/domain/observables/types.ts';
import { sentence } from '../ui/names.ts';
import { Tag } from '../ui/tag.tsx';
import type { Tone } from '../ui/tone.ts';

const TONES: Record<ObservableVerdict, Tone> = {
  unknown: 'plain',
  benign: 'ok',
  suspicious: 'medium',
  malicious: 'critical',
};

/** What the sources make of it; dashed where none has said anything. */
export function VerdictTag({ verdict, score }: { verdict: ObservableVerdict; score: number | null }) {
  return (
    <Tag tone={TONES[verdict]} dashed={verdict === 'unknown'}>
      {sentence(verdict)}
      {score !== null && <span className="num"> {score}</span>}
    </Tag>
  );
}
