import {
  CHOSEN_CHANNELS,
  type ChosenChannel,
  type NoticeKind,
  type NoticePreferences,
  wantedChannels,
} from '#lib/domain/notifications/index.ts';

export const CHANNEL_NAMES: Record<ChosenChannel, string> = { slack: 'Slack', email: 'E-mail', teams: 'Teams' };

/** Whether a kind is wanted on a channel. */
export function isWanted(wishes: NoticePreferences, kind: NoticeKind, channel: ChosenChannel): boolean {
  return wantedChannels(kind, wishes).includes(channel);
}

/** The wishes with one channel of a kind switched; the others of that kind stay as they hold now. */
export function withWish(
  wishes: NoticePreferences,
  kind: NoticeKind,
  channel: ChosenChannel,
  wanted: boolean,
): NoticePreferences {
  const chosen = CHOSEN_CHANNELS.filter((one) => (one === channel ? wanted : isWanted(wishes, kind, one)));
  return { ...wishes, channels: { ...wishes.channels, [kind]: chosen } };
}
