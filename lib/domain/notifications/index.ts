export {
  CHANNEL_RULES,
  CHANNELS,
  CHOSEN_CHANNELS,
  type Channel,
  ChosenChannel,
  isChannelVendor,
  isOverheard,
  OUTSIDE_CHANNELS,
  type OutsideChannel,
} from './channels.ts';
export { KIND_RULES, type KindRule, NOTICE_KINDS, NoticeKind } from './kinds.ts';
export { type Call, climb, dueBy, LADDERS, type LadderFacts, type Rung, type RungRule } from './ladder.ts';
export {
  dedupKey,
  deliveryKey,
  ignoresQuietHours,
  type NoticeFacts,
  type NoticePlan,
  nextChannel,
  planNotice,
} from './plan.ts';
export { NO_PREFERENCES, NoticePreferences, wantedChannels } from './preferences.ts';
export { isQuiet, QuietHours, quietUntil } from './quiet-hours.ts';
export {
  concerns,
  type StakeCondition,
  type StakeFacts,
  StakeholdersInput,
  StakeholdersPatch,
} from './stakeholders.ts';
