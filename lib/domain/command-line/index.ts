export { COMMAND_VERDICTS, type CommandVerdict } from '../command-verdict.ts';
export {
  type AnalyseOptions,
  analyseCommandLine,
  type CommandAnalysis,
  type CommandReason,
  knownGoodOf,
} from './analyse.ts';
export { compileKnownGood, isTooWide, type KnownGood } from './known-good.ts';
export type { Inflate } from './layers.ts';
export { LONGEST_LINE } from './limits.ts';
export { type Normalised, normaliseCommandLine } from './normalise.ts';
export { STEP_KINDS, STEP_TITLES, type Step, type StepKind } from './step.ts';
export { Work } from './work.ts';
