import { describe, expect, test } from 'vitest';
import { readConfig, UnsupportedError } from './config.ts';

const base = {
  id: 'app-work',
  name: 'work',
  triggers: [{ event: 'a/b', expression: 'event.data.x == 1' }, { cron: 'TZ=Europe/Rome 0 9 * * *' }],
  steps: { step: { id: 'step', name: 'step', runtime: { type: 'http', url: 'http://x' }, retries: { attempts: 2 } } },
};

test('everything that is supported is read', () => {
  const config = readConfig(
    {
      ...base,
      idempotency: 'event.data.k',
      concurrency: [
        { limit: 1, key: 'event.data.k' },
        { limit: 5, scope: 'account', key: '"shared"' },
      ],
      rateLimit: { limit: 1, period: '1m' },
      throttle: { limit: 2, period: '10s', burst: 3 },
      debounce: { period: '5s', timeout: '1m' },
      timeouts: { start: '1h', finish: '2h' },
      singleton: { mode: 'cancel' },
      cancel: [{ event: 'a/c', if: 'async.data.id == event.data.id', timeout: '1d' }],
    },
    'app',
  );
  expect(config).toMatchObject({
    id: 'work',
    fullId: 'app-work',
    events: [{ name: 'a/b' }],
    crons: ['TZ=Europe/Rome 0 9 * * *'],
    maxAttempts: 3,
    concurrency: [
      { limit: 1, scope: 'fn' },
      { limit: 5, scope: 'account' },
    ],
    rateLimit: { limit: 1, periodMs: 60_000 },
    throttle: { limit: 2, periodMs: 10_000, burst: 3 },
    debounce: { periodMs: 5_000, timeoutMs: 60_000 },
    timeouts: { startMs: 3_600_000, finishMs: 7_200_000 },
    singleton: { mode: 'cancel' },
    cancelOn: [{ event: 'a/c', timeoutMs: 86_400_000 }],
  });
});

test('three retries unless it says otherwise; a number is a limit of its own', () => {
  const steps = { step: { runtime: { type: 'http' } } };
  expect(readConfig({ ...base, steps, concurrency: 4 }, 'app')).toMatchObject({
    maxAttempts: 4,
    concurrency: [{ limit: 4, scope: 'fn' }],
  });
});

describe('what the engine does not do is refused by name', () => {
  test.each<[object, string]>([
    [{ batchEvents: { maxSize: 10, timeout: '5s' } }, 'batchEvents is not supported'],
    [{ priority: { run: '100' } }, 'priority is not supported'],
    [{ brandNew: true }, 'brandNew is not supported'],
    [{ triggers: [{ cron: '* * * * *', jitter: '5m' }] }, 'triggers.jitter is not supported'],
    [{ triggers: [{ event: 'a/*' }] }, 'wildcards'],
    [{ triggers: [{ cron: 'sometimes' }] }, 'triggers.cron cannot be used'],
    [{ triggers: [{ event: 'a', expression: 'size(event.data)' }] }, 'triggers.if cannot be used'],
    [{ idempotency: 'event.data.a + "-" + event.data.b' }, 'idempotency cannot be used'],
    [{ concurrency: { limit: 1, scope: 'planet', key: '"x"' } }, 'concurrency.scope is not known'],
    [{ concurrency: { limit: 1, scope: 'env' } }, 'concurrency.scope env needs a key'],
    [{ concurrency: { limit: 0 } }, 'concurrency.limit must be'],
    [{ throttle: { limit: 1, period: 'often' } }, 'throttle.period cannot be used'],
    [{ rateLimit: { limit: 1, period: '1s', burst: 2 } }, 'rateLimit.burst is not supported'],
    [{ singleton: { mode: 'queue' } }, 'singleton.mode is neither'],
    [{ timeouts: { pause: '1s' } }, 'timeouts'],
    [{ cancel: [{ event: 'x', if: 'nonsense' }] }, 'cancelOn.if cannot be used'],
    [{ steps: { step: { runtime: { type: 'ws' } } } }, 'connect is not supported'],
    [{ id: 'other-work' }, 'id does not start with app-'],
  ])('%j', (change, message) => {
    const read = () => readConfig({ ...base, ...change }, 'app');
    expect(read).toThrow(UnsupportedError);
    expect(read).toThrow(message);
  });
});
