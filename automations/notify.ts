import { type Channel, nextChannel } from '#lib/domain/notifications/index.ts';
import { env } from '#lib/env.ts';
import { type Post, planSends } from '#lib/integrations/plan-sends.ts';
import { type SendResult, sendNotice } from '#lib/integrations/send-notice.ts';
import { summarizeRun } from '#lib/services/cases/summarize.ts';
import { readNoticeFacts } from '#lib/services/notices/read-facts.ts';
import { automation, type Job } from './automation.ts';
import { resources } from './resources.ts';

/** So many are sent at once. */
const AT_ONCE = 10;
/** The waits before another round for those whom nothing reached; the last one holds for all further ones. */
const WAITS_MS = [60_000, 300_000, 900_000, 3_600_000];

interface Due {
  post: Post;
  number: number;
  round: number;
  at: number;
}

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

  const outcomes: Outcome[] = [];
  let now = Date.parse(plannedAt);
  let waiting: Due[] = posts.map((post, at) => ({ post, number: at + 1, round: 1, at: Date.parse(post.sendAt) }));
  while (waiting.length > 0) {
    const next = Math.min(...waiting.map(({ at }) => at));
    // Every time comes from a step's answer: a run that is taken up again goes the same way.
    if (next > now) await tools.sleepUntil(`Wait until ${new Date(next).toISOString()}`, new Date(next));
    now = Math.max(now, next);
    const later = waiting.filter(({ at }) => at > now);
    for (const some of chunksOf(waiting.filter(({ at }) => at <= now))) {
      const ended = await Promise.all(some.map((due) => reach(due, posts.length, noticeId, step)));
      for (const [at, { reached, again, tried }] of ended.entries()) {
        const due = some[at]!;
        if (again && due.round < parameters.tries) {
          later.push({ ...due, round: due.round + 1, at: now + WAITS_MS[Math.min(due.round, WAITS_MS.length) - 1]! });
        } else outcomes.push({ name: due.post.name, reached, tried });
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

/** One round for one addressee: the channels in their order, each a step of its own, until nothing is left to try. */
async function reach(
  { post, number, round }: Due,
  of: number,
  noticeId: string,
  step: Job<'notify'>['step'],
): Promise<{ reached: boolean; again: boolean; tried: string[] }> {
  const tried = new Map<Channel, boolean>();
  const results: SendResult[] = [];
  const said: string[] = [];
  for (let channel = nextChannel(post, tried); channel; channel = nextChannel(post, tried)) {
    const via = channel as Exclude<Channel, 'in_app'>;
    const name = `${number} of ${of}: ${post.name} by ${NAMES[via]}${round > 1 ? `, try ${round}` : ''}`;
    const result = await step(name, (ctx) =>
      sendNotice(ctx, {
        noticeId,
        channel: via,
        target: post.target,
        held: post.held,
        publicUrl: env().PUBLIC_URL,
        allowedNetworks: resources().allowedNetworks,
      }),
    );
    tried.set(via, result.state !== 'failed');
    results.push(result);
    said.push(`${NAMES[via]}: ${result.result}`);
  }
  const reached = results.some(({ state }) => state !== 'failed');
  return { reached, again: !reached && results.some(({ again }) => again), tried: said };
}

const NAMES: Record<Exclude<Channel, 'in_app'>, string> = {
  slack: 'Slack',
  email: 'e-mail',
  teams: 'Teams',
  paging: 'page',
};

function* chunksOf<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += AT_ONCE) yield all.slice(at, at + AT_ONCE);
}
