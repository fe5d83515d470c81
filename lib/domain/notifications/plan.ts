import type { Severity } from '../severity.ts';
import { type Channel, isChosen, OUTSIDE_CHANNELS, type OutsideChannel } from './channels.ts';
import { KIND_RULES, type NoticeKind } from './kinds.ts';
import { type NoticePreferences, wantedChannels } from './preferences.ts';
import { isQuiet, quietUntil } from './quiet-hours.ts';

export interface NoticeFacts {
  kind: NoticeKind;
  /** Of the case; null where the notice is about none. */
  severity: Severity | null;
  /** `unknown` counts as VIP: it is not known that the person is none. */
  vip: boolean | 'unknown';
  /** Who tells of it says that it cannot wait. */
  urgent: boolean;
  /** The ladder asks for a page of this member. */
  paged: boolean;
}

/** How a member is told: on the centre at once, and on the others in this order, at this time. */
export interface NoticePlan {
  /** Tried beside the centre, all of them. */
  channels: OutsideChannel[];
  /** Tried in turn where every one of `channels` failed, until one works. */
  fallback: OutsideChannel[];
  /** When the channels are used; the centre never waits. */
  sendAt: Date;
  /** Why it waits; null: it does not. */
  heldBecause: 'quiet_hours' | null;
}

/** Quiet hours keep back what can wait: nothing of a critical or a VIP's case, no breach, no page. */
export function ignoresQuietHours({ kind, severity, vip, urgent, paged }: NoticeFacts): boolean {
  return KIND_RULES[kind].urgent || urgent || severity === 'critical' || vip !== false || paged;
}

/**
 * The plan of one notice to one member. `available`: the channels that are set up and know this member. Who switched everything off hears of what must reach
 * a person all the same, on the first channel that there is; paging is used by the ladder alone, and as the last resort of what it asked for.
 */
export function planNotice(
  facts: NoticeFacts,
  preferences: NoticePreferences,
  available: ReadonlySet<Channel>,
  now: Date,
): NoticePlan {
  const wanted = wantedChannels(facts.kind, preferences);
  const usable = OUTSIDE_CHANNELS.filter((channel) => available.has(channel));
  const others = usable.filter(isChosen);
  const chosen = others.filter((channel) => wanted.includes(channel));
  const rule = KIND_RULES[facts.kind];
  const forced = chosen.length === 0 && rule.mustReach ? others.slice(0, 1) : [];
  const paging = facts.paged ? usable.filter((channel) => !isChosen(channel)) : [];
  const channels = [...chosen, ...forced, ...paging];
  const held = preferences.quietHours !== null && !ignoresQuietHours(facts) && isQuiet(preferences.quietHours, now);
  // Who chose to hear of it in the centre alone is not followed to another channel.
  const fallback = channels.length === 0 ? [] : others.filter((channel) => !channels.includes(channel));
  return {
    channels,
    fallback,
    sendAt: held && preferences.quietHours ? quietUntil(preferences.quietHours, now) : now,
    heldBecause: held ? 'quiet_hours' : null,
  };
}

/**
 * The channel to try next, or null: one worked, none is left, or it is time to wait. `tried` says of each channel so far whether it worked; `waiting` are
 * those that asked for a moment: nothing stands in for them until it is over.
 */
export function nextChannel(
  plan: Pick<NoticePlan, 'channels' | 'fallback'>,
  tried: ReadonlyMap<Channel, boolean>,
  waiting: { has(channel: Channel): boolean; size: number } = new Set(),
): OutsideChannel | null {
  const first = plan.channels.find((channel) => !tried.has(channel) && !waiting.has(channel));
  if (first) return first;
  if (waiting.size > 0) return null;
  if (plan.channels.some((channel) => tried.get(channel)) || plan.fallback.some((channel) => tried.get(channel)))
    return null;
  return plan.fallback.find((channel) => !tried.has(channel)) ?? null;
}

/** Names one notice: one cause tells one member once, however often its event comes. */
export function dedupKey({ cause, memberId }: { cause: string; memberId: string }): string {
  return [cause, memberId].map(encodeURIComponent).join('/');
}

/** Names one sending of a notice. */
export function deliveryKey(noticeKey: string, channel: Channel): string {
  return `${noticeKey}/${channel}`;
}
