import { CHANNEL_RULES, type Channel, nextChannel, type OutsideChannel } from '#lib/domain/notifications/index.ts';
import type { Post } from '#lib/integrations/plan-sends.ts';
import type { SendResult } from '#lib/integrations/send-notice.ts';

/**
 * How long a channel that lets us send no more for now is waited for: until the next one stands in for it, or, where another has reached the member,
 * until it is given up.
 */
const PATIENCE_MS = { unreached: 120_000, reached: 900_000 };
/** No channel is asked again sooner than that, whatever it says. */
const SHORTEST_WAIT_MS = 1_000;

/** An addressee who is to be told at a time. */
export interface Due {
  post: Post;
  /** His place among all. */
  number: number;
  round: number;
  /** Counts the takes of every round. */
  take: number;
  at: number;
  /** When the round began. */
  since: number;
  /** What has come of the channels in this round. */
  tried: ReadonlyMap<Channel, Tried>;
}

export interface Tried {
  worked: boolean;
  /** Of a failure: another round may do. */
  again: boolean;
  said: string;
}

/** When a channel may be used again that lets us send no more for now. */
export type Holds = ReadonlyMap<Channel, number>;

/**
 * One take for one addressee: the channels in their order until nothing is left to try. A channel that he wants and that is limited is waited for, while
 * the others go on; nothing stands in for it meanwhile. `held`: those, and until when.
 */
export async function reach(
  due: Due,
  { now, holds, send }: { now: number; holds: Holds; send: (channel: OutsideChannel) => Promise<SendResult> },
): Promise<{ due: Due; held: Map<Channel, number> }> {
  const { post, since } = due;
  const tried = new Map(due.tried);
  const held = new Map<Channel, { until: number; meanwhile: Tried }>();
  const hold = (channel: OutsideChannel, until: number, said: string): boolean => {
    // For one that only stands in the next one does as well.
    if (!post.channels.includes(channel) || until - since > PATIENCE_MS.reached) return false;
    held.set(channel, { until, meanwhile: { worked: false, again: true, said } });
    return true;
  };
  const next = () => nextChannel(post, new Map([...tried].map(([one, { worked }]) => [one, worked])), held);
  for (;;) {
    const channel = next();
    if (channel === null) {
      const late = hasReached(tried) ? [] : [...held].filter(([, { until }]) => until - since > PATIENCE_MS.unreached);
      if (late.length === 0) break;
      for (const [one, { meanwhile }] of late) {
        held.delete(one);
        tried.set(one, meanwhile);
      }
      continue;
    }
    const { name } = CHANNEL_RULES[channel];
    const known = holds.get(channel) ?? 0;
    if (known > now && hold(channel, known, `${name}: it lets us send no more for now`)) continue;
    const { state, again, result, retryAt } = await send(channel);
    const said = `${name}: ${result}`;
    const until = retryAt && Math.max(Date.parse(retryAt), now + SHORTEST_WAIT_MS);
    if (!until || !hold(channel, until, said)) tried.set(channel, { worked: state !== 'failed', again, said });
  }
  return { due: { ...due, tried }, held: new Map([...held].map(([channel, { until }]) => [channel, until])) };
}

export const hasReached = (tried: ReadonlyMap<Channel, Tried>) => [...tried.values()].some(({ worked }) => worked);
