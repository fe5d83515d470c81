import {
  type Channel,
  isOverheard,
  OUTSIDE_CHANNELS,
  type OutsideChannel,
  planNotice,
} from '../domain/notifications/index.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { type NoticeToSend, type Recipient, readNotice } from '../services/notices/read-notice.ts';
import { channelsSetUp } from './notice-channels.ts';

/** One addressee of a notice: a member, a channel of Slack, or what is shared by all. */
export interface Post {
  target: string;
  /** For people: `Ann`, `the paging service`. */
  name: string;
  channels: OutsideChannel[];
  /** Tried in turn where all of `channels` failed. */
  fallback: OutsideChannel[];
  /** ISO 8601: quiet hours end then, or now. */
  sendAt: string;
  held: boolean;
}

export interface Posts {
  /** ISO 8601. */
  plannedAt: string;
  posts: Post[];
}

export const SHARED = 'shared';

/** Who is to be told of a notice on which channels, and when: by each one's wishes, the quiet hours and what is set up. */
export async function planSends(
  ctx: Ctx,
  { noticeId, allowedNetworks }: { noticeId: string; allowedNetworks: readonly string[] },
): Promise<Posts> {
  const plannedAt = ctx.now.toISOString();
  const read = await readNotice(ctx.db, noticeId);
  if (!read) return { plannedAt, posts: [] };
  const there = await channelsSetUp(ctx.db, allowedNetworks);
  const posts = [
    ...sharedPosts(read, there, plannedAt),
    ...read.recipients.map((one) => postTo(one, read, there, ctx.now)),
  ];
  return { plannedAt, posts: posts.filter(({ channels }) => channels.length > 0) };
}

/** A page first: it is what wakes people. Where others may listen, nothing is said of a case that is kept from somebody. */
function sharedPosts({ notice, isPublic }: NoticeToSend, there: ReadonlySet<Channel>, sendAt: string): Post[] {
  const at = (target: string, name: string, channel: OutsideChannel): Post => ({
    target,
    name,
    channels: there.has(channel) && (isPublic || !isOverheard(channel, 'room')) ? [channel] : [],
    fallback: [],
    sendAt,
    held: false,
  });
  return [
    ...(notice.paged ? [at(SHARED, 'the paging service', 'paging')] : []),
    ...notice.slackChannels.map((id) => at(id, id, 'slack')),
    ...(notice.teams ? [at(SHARED, 'the channel of Teams', 'teams')] : []),
  ];
}

function postTo(
  { member, preferences }: Recipient,
  { notice, of, isPublic }: NoticeToSend,
  there: ReadonlySet<Channel>,
  now: Date,
): Post {
  const available = new Set(
    OUTSIDE_CHANNELS.filter((channel) => there.has(channel) && (isPublic || !isOverheard(channel, 'member'))),
  );
  const { kind, severity, urgent, paged } = notice;
  const vip = of?.vipUnknown ? 'unknown' : (of?.vip ?? false);
  // The paging service is called once for all, apart from what each one is told.
  const facts = { kind, severity, vip, urgent: urgent || paged, paged: false } as const;
  const { channels, fallback, sendAt, heldBecause } = planNotice(facts, preferences, available, now);
  return {
    target: member.id,
    name: member.name,
    channels,
    fallback,
    sendAt: sendAt.toISOString(),
    held: heldBecause !== null,
  };
}
