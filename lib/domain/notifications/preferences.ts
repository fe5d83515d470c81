import { z } from 'zod';
import { CHOSEN_CHANNELS, type Channel, ChosenChannel } from './channels.ts';
import { KIND_RULES, NoticeKind } from './kinds.ts';
import { QuietHours } from './quiet-hours.ts';

/** What a member chose: for each kind the channels; a kind that is not named has its initial ones. */
export const NoticePreferences = z.strictObject({
  channels: z.partialRecord(NoticeKind, z.array(ChosenChannel).max(CHOSEN_CHANNELS.length)),
  quietHours: QuietHours.nullable(),
});
export type NoticePreferences = z.infer<typeof NoticePreferences>;

/** Those of a member who never chose. */
export const NO_PREFERENCES: NoticePreferences = { channels: {}, quietHours: null };

/** The channels on which a member wants to hear of a kind, in the order in which they are tried; the centre is always among them. */
export function wantedChannels(kind: NoticeKind, { channels }: NoticePreferences): Channel[] {
  const chosen = channels[kind];
  const wanted: readonly Channel[] = chosen ? ['in_app', ...chosen] : KIND_RULES[kind].initial;
  return [...new Set(wanted)];
}
