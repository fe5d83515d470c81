import { Check, CircleSlash, Copy, Filter, TriangleAlert } from 'lucide-react';
import { Tag } from '#components/ui/tag.tsx';
import type { Tone } from '#components/ui/tone.ts';
import type { DeliveryListItem } from '#lib/domain/views/intake.ts';

export type Outcome = DeliveryListItem['outcome'];

export const OUTCOMES: Record<Outcome, { word: string; tone: Tone; meaning: string; icon: typeof Check }> = {
  accepted: { word: 'Accepted', tone: 'ok', meaning: 'Taken in; automations were told.', icon: Check },
  duplicate: { word: 'Duplicate', tone: 'plain', meaning: 'Equal to the latest one of the same object.', icon: Copy },
  filtered: { word: 'Filtered', tone: 'plain', meaning: 'Taken in, and of no consequence by a rule.', icon: Filter },
  quarantined: {
    word: 'Quarantined',
    tone: 'high',
    meaning: 'Could not be read; waits for a fix.',
    icon: TriangleAlert,
  },
  refused: { word: 'Refused', tone: 'critical', meaning: 'Not taken in.', icon: CircleSlash },
};

export function OutcomeTag({ outcome }: { outcome: Outcome }) {
  const { word, tone, meaning, icon: Icon } = OUTCOMES[outcome];
  return (
    <Tag tone={tone} title={meaning}>
      <Icon aria-hidden />
      {word}
    </Tag>
  );
}
