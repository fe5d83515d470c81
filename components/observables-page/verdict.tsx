import { Ban, CircleHelp, ShieldCheck, TriangleAlert } from 'lucide-react';
import { Tag } from '#components/ui/tag.tsx';
import type { Tone } from '#components/ui/tone.ts';
import type { ObservableVerdict } from '#lib/domain/observables/types.ts';

export const VERDICTS: Record<ObservableVerdict, { word: string; tone: Tone; icon: typeof Ban }> = {
  malicious: { word: 'Malicious', tone: 'critical', icon: Ban },
  suspicious: { word: 'Suspicious', tone: 'medium', icon: TriangleAlert },
  benign: { word: 'Benign', tone: 'ok', icon: ShieldCheck },
  unknown: { word: 'Unknown', tone: 'plain', icon: CircleHelp },
};

/** What is held of an observable; `score` is 0–10. Unknown is dashed: nobody said anything. */
export function VerdictTag({ verdict, score = null }: { verdict: ObservableVerdict; score?: number | null }) {
  const { word, tone, icon: Icon } = VERDICTS[verdict];
  return (
    <Tag tone={tone} dashed={verdict === 'unknown'}>
      <Icon aria-hidden />
      {word}
      {score !== null && <span className="num">{score}</span>}
    </Tag>
  );
}
