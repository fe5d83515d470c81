import type { State } from '#lib/domain/case-state.ts';
import { stateName } from './names.ts';
import { Tag } from './tag.tsx';
import type { Tone } from './tone.ts';

const TONES: Record<State, Tone> = {
  new: 'plain',
  triage: 'low',
  in_progress: 'ok',
  on_hold: 'medium',
  resolved: 'plain',
  closed: 'plain',
};

export function StateTag({ state }: { state: State }) {
  return <Tag tone={TONES[state]}>{stateName(state)}</Tag>;
}
