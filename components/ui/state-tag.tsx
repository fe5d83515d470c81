import type { Stage, State } from '#lib/domain/case-state.ts';
import { useStates } from '../query/states.ts';
import { Tag } from './tag.tsx';
import type { Tone } from './tone.ts';

const TONES: Record<Stage, Tone> = {
  new: 'low',
  in_progress: 'ok',
  on_hold: 'medium',
  resolved: 'plain',
  closed: 'plain',
};

export function StateTag({ state }: { state: State }) {
  const states = useStates();
  const stage = states.stageOf(state);
  // What nobody has touched stands back; every other state of its stage has the stage's colour.
  return <Tag tone={stage && state !== 'new' ? TONES[stage] : 'plain'}>{states.nameOf(state)}</Tag>;
}
