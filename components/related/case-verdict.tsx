'use client';

import type { ResolutionVerdict, State } from '#lib/domain/case-state.ts';
import { verdictName } from '../ui/names.ts';
import { StateTag } from '../ui/state-tag.tsx';
import { Tag } from '../ui/tag.tsx';
import type { Tone } from '../ui/tone.ts';

const TONES: Partial<Record<ResolutionVerdict, Tone>> = {
  true_positive: 'critical',
  benign_positive: 'ok',
  false_positive: 'ok',
  authorized_test: 'ok',
};

/** How a case ended; its state where it has not. */
export function CaseVerdict({ verdict, state }: { verdict: ResolutionVerdict | null; state: State }) {
  return verdict ? <Tag tone={TONES[verdict] ?? 'plain'}>{verdictName(verdict)}</Tag> : <StateTag state={state} />;
}
