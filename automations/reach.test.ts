import { describe, expect, it } from 'vitest';
import type { Channel, OutsideChannel } from '#lib/domain/notifications/index.ts';
import type { SendResult } from '#lib/integrations/send-notice.ts';
import { type Due, reach } from './reach.ts';

const now = Date.parse('2026-01-12T09:00:00Z');
const inSeconds = (seconds: number) => new Date(now + seconds * 1_000).toISOString();

const sent: SendResult = { state: 'sent', result: 'ok', again: false, retryAt: null };
const broken: SendResult = { state: 'failed', result: 'no', again: true, retryAt: null };
const limited = (seconds: number): SendResult => ({ ...broken, retryAt: inSeconds(seconds) });

function due(channels: OutsideChannel[], fallback: OutsideChannel[], more: Partial<Due> = {}): Due {
  const post = { target: 'ann', name: 'Ann', channels, fallback, sendAt: inSeconds(0), held: false };
  return { post, number: 1, round: 1, take: 1, at: now, since: now, tried: new Map(), ...more };
}

async function reaching(
  one: Due,
  answers: Partial<Record<OutsideChannel, SendResult>>,
  holds: [Channel, number][] = [],
) {
  const asked: OutsideChannel[] = [];
  const ended = await reach(one, {
    now,
    holds: new Map(holds),
    async send(channel) {
      asked.push(channel);
      return answers[channel] ?? sent;
    },
  });
  const worked = [...ended.due.tried].filter(([, tried]) => tried.worked).map(([channel]) => channel);
  return { asked, worked, held: [...ended.held].map(([channel, until]) => `${channel} ${(until - now) / 1_000}`) };
}

describe('a limited channel', () => {
  it('is held while the others go on', async () => {
    expect(await reaching(due(['slack', 'email'], ['teams']), { slack: limited(30) })).toEqual({
      asked: ['slack', 'email'],
      worked: ['email'],
      held: ['slack 30'],
    });
  });

  it('that limits another member by now is not asked for this one', async () => {
    const ended = await reaching(due(['slack', 'email'], []), {}, [['slack', now + 20_000]]);
    expect(ended).toEqual({ asked: ['email'], worked: ['email'], held: ['slack 20'] });
  });

  it('keeps nobody waiting for long whom nothing else reached', async () => {
    const ended = await reaching(due(['slack'], ['email', 'teams']), { slack: limited(121), email: broken });
    expect(ended).toEqual({ asked: ['slack', 'email', 'teams'], worked: ['teams'], held: [] });
    const before = await reaching(due(['slack'], ['email']), { slack: limited(120) });
    expect(before).toEqual({ asked: ['slack'], worked: [], held: ['slack 120'] });
  });

  it('is given up at last, also by who was reached on another', async () => {
    const late = due(['slack', 'email'], [], { since: now - 880_000 });
    expect((await reaching(late, { slack: limited(20) })).held).toEqual(['slack 20']);
    expect((await reaching(late, { slack: limited(21) })).held).toEqual([]);
  });

  it('that says no time worth the name is left alone for a second', async () => {
    expect((await reaching(due(['slack'], []), { slack: limited(-5) })).held).toEqual(['slack 1']);
  });

  it('that only stands in is followed by the next at once', async () => {
    const ended = await reaching(due(['slack'], ['email', 'teams']), { slack: broken, email: limited(5) });
    expect(ended).toEqual({ asked: ['slack', 'email', 'teams'], worked: ['teams'], held: [] });
  });
});
