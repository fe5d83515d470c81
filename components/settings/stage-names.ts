import { STAGES, type Stage } from '#lib/domain/case-state.ts';

export const STAGE_NAMES: Record<Stage, string> = {
  new: 'New',
  in_progress: 'In progress',
  on_hold: 'On hold',
  resolved: 'Resolved',
  closed: 'Closed',
};

export const STAGE_OPTIONS = STAGES.map((value) => ({ value, label: STAGE_NAMES[value] }));
