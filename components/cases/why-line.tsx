import type { WhyPart } from '#lib/domain/views/case.ts';
import { cn } from '../ui/cn.ts';
import { Untrusted } from '../ui/untrusted.tsx';

const TONES: Record<WhyPart['tone'], string> = {
  plain: '',
  critical: 'text-critical',
  risk: 'text-medium',
  vip: 'text-critical',
};

/** Why this case, why now. */
export function WhyLine({ parts }: { parts: readonly WhyPart[] }) {
  return parts.map((part, at) => (
    <span key={part.text}>
      {at > 0 && ' · '}
      <span className={cn(TONES[part.tone])}>
        <Untrusted>{part.text}</Untrusted>
      </span>
    </span>
  ));
}
