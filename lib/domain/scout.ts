export { ScoutFact } from './scout/facts.ts';
export { Investigation, SCOUT_VERDICTS, type ScoutVerdict } from './scout/investigation.ts';
export { NEXT_STEP_IDS } from './scout/next-steps.ts';
export { ActDone, SCOUT_OUTCOMES } from './scout/work.ts';
