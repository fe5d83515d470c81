export { CHANNELS, Channel, KIND_RULES, type KindRule, NOTICE_KINDS, NoticeKind } from './kinds.ts';
export { climb, dueSteps, LADDERS, type LadderFacts, type Rung, type RungRule, type Step } from './ladder.ts';
export {
  dedupKey,
  deliveryKey,
  FALLBACK_ORDER,
  ignoresQuietHours,
  type NoticeFacts,
  type NoticePlan,
  nextChannel,
  planNotice,
} from './plan.ts';
export { CHOSEN_CHANNELS, ChosenChannel, NO_PREFERENCES, NoticePreferences, wantedChannels } from './preferences.ts';
export { isQuiet, QuietHours, quietUntil } from './quiet-hours.ts';
export {
  concerns,
  type StakeCondition,
  type StakeFacts,
  StakeholdersInput,
  StakeholdersPatch,
} from './stakeholders.ts';
