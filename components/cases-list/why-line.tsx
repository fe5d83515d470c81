'use client';

import type { SearchHit, WhyPart } from '#lib/domain/views/case.ts';
import { sayAgain } from '#lib/domain/why.ts';
import { useNow } from '../ui/clock.ts';
import { cn } from '../ui/cn.ts';
import { Untrusted } from '../ui/untrusted.tsx';

const TONES: Record<WhyPart['tone'], string> = {
  plain: '',
  critical: 'text-critical',
  risk: 'text-medium',
  vip: 'text-critical',
};

/** Why this case, why now. What it says of a time goes on by itself. */
export function WhyLine({ parts }: { parts: readonly WhyPart[] }) {
  const now = useNow(10);
  return parts.map((part, at) => {
    const said = now === null ? part : sayAgain(part, new Date(now));
    return (
      <span key={part.clock?.form ?? part.text}>
        {at > 0 && ' · '}
        <span className={cn(TONES[said.tone])}>
          <Untrusted>{said.text}</Untrusted>
        </span>
      </span>
    );
  });
}

const PLACES: Record<SearchHit['place'], string> = {
  title: 'In the title',
  description: 'In the description',
  comment: 'In a comment',
};

/** The text around the words that a search has found. */
export function HitLine({ hit }: { hit: SearchHit }) {
  return (
    <>
      <span className="text-ink-3">{PLACES[hit.place]}: </span>
      <Found parts={hit.parts} />
    </>
  );
}

/** A text whose found words are marked. */
export function Found({ parts }: { parts: SearchHit['parts'] }) {
  return parts.map((part, at) =>
    part.found ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other identity
      <mark key={at} className="rounded-xs bg-accent-bg text-ink">
        <Untrusted>{part.text}</Untrusted>
      </mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Untrusted key={at}>{part.text}</Untrusted>
    ),
  );
}
