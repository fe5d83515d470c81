import { CHANNEL_RULES, type Channel, type OutsideChannel } from '#lib/domain/notifications/index.ts';
import { env } from '#lib/env.ts';
import { planSends } from '#lib/integrations/plan-sends.ts';
import { sendNotice } from '#lib/integrations/send-notice.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import { readNoticeFacts } from '#lib/services/notices/read-facts.ts';
import { automation } from './automation.ts';
import { type Due, hasReached, reach } from './reach.ts';
import { resources } from './resources.ts';

/** So many are sent at once. */
const AT_ONCE = 10;
/** The waits before another round for those whom nothing reached; the last one holds for all further ones. */
const WAITS_MS = [60_000, 300_000, 900_000, 3_600_000];

interface Outcome {
  name: string;
  reached: boolean;
  tried: string[];
}

/**
 * Sends a notice on the channels that each of its recipients wants. One channel that fails hands over to the next; whom nothing reached is tried
 * again later, and holds up nobody else. Each sending is recorded with its result.
 */
export const notify = automation('notify', {}, async ({ event, parameters, step, tools, skip }) => {
  const { noticeId } = event.data;
  const { allowedNetworks } = resources();
  const about = await step('Look at the notice', (ctx) => readNoticeFacts(ctx.db, noticeId));
  if (about === null) return skip('Not run because what the notice told of was taken back.');
  if (parameters.kinds.length > 0 && !parameters.kinds.includes(about.kind))
    return skip(`Not run because the kind ${about.kind} is not among ${parameters.kinds.join(', ')}.`);
  const { plannedAt, posts } = await step('Plan', (ctx) => planSends(ctx, { noticeId, allowedNetworks }));
  if (posts.length === 0) return { notice: noticeId, told: 'in the centre alone' };

  const sendingTo =
    ({ post, number, take }: Due, of: number) =>
    (channel: OutsideChannel) => {
      const name = `${number} of ${of}: ${post.name} by ${CHANNEL_RULES[channel].name}${take > 1 ? `, try ${take}` : ''}`;
      const { target, held } = post;
      const { PUBLIC_URL: publicUrl } = env();
      return step(name, (ctx) => sendNotice(ctx, { noticeId, channel, target, held, publicUrl, allowedNetworks }));
    };

  const outcomes: Outcome[] = [];
  const holds = new Map<Channel, number>();
  let now = Date.parse(plannedAt);
  let waiting: Due[] = posts.map((post, at) => ({
    ...{ post, number: at + 1, round: 1, take: 1, tried: new Map() },
    ...{ at: Date.parse(post.sendAt), since: Date.parse(post.sendAt) },
  }));
  while (waiting.length > 0) {
    const next = Math.min(...waiting.map(({ at }) => at));
    // Every time comes from a step's answer: a run that is taken up again goes the same way.
    if (next > now) await tools.sleepUntil(`Wait until ${new Date(next).toISOString()}`, new Date(next));
    now = Math.max(now, next);
    const later = waiting.filter(({ at }) => at > now);
    for (const some of chunksOf(waiting.filter(({ at }) => at <= now))) {
      const known = new Map(holds);
      const ended = await Promise.all(
        some.map((due) => reach(due, { now, holds: known, send: sendingTo(due, posts.length) })),
      );
      for (const [channel, until] of ended.flatMap(({ held }) => [...held]))
        holds.set(channel, Math.max(until, holds.get(channel) ?? 0));
      for (const { due, held } of ended) {
        const all = [...due.tried.values()];
        const reached = hasReached(due.tried);
        if (held.size > 0) {
          later.push({
            ...due,
            take: due.take + 1,
            at: Math.min(...[...held.keys()].map((channel) => holds.get(channel)!)),
          });
        } else if (!reached && all.some(({ again }) => again) && due.round < parameters.tries) {
          const at = now + WAITS_MS[Math.min(due.round, WAITS_MS.length) - 1]!;
          later.push({ ...due, round: due.round + 1, take: due.take + 1, at, since: at, tried: new Map() });
        } else outcomes.push({ name: due.post.name, reached, tried: all.map(({ said }) => said) });
      }
    }
    waiting = later;
  }
  const unreached = outcomes.filter(({ reached }) => !reached);
  const { caseKey: key, title } = about;
  if (key !== null && unreached.length > 0) {
    // What was sent is kept beside the notice; the case tells of what somebody has to see to.
    const summary = `Reached ${unreached.map(({ name }) => name).join(', ')} on no channel of “${title}”: it stands under Notices alone.`;
    await step('Say who was not reached', (ctx) =>
      summarizeRun({ ctx, input: { key, summary, detail: { unreached } } }),
    );
  }
  return { notice: noticeId, outcomes };
});

function* chunksOf<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += AT_ONCE) yield all.slice(at, at + AT_ONCE);
}
