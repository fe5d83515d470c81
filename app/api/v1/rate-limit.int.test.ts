import { expect, test } from 'vitest';
import { testApi } from '../testing/api.ts';

const api = testApi({ RATE_LIMIT_PER_MINUTE: '3' });

test('an API key has so many requests a minute, and is told how many are left', async () => {
  const as = await api.makeKey('viewer');
  const ask = () => api.call('GET', '/api/v1/me', { as });
  for (const left of ['2', '1', '0']) {
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ratelimit-limit')).toBe('3');
    expect(answer.headers.get('ratelimit-remaining')).toBe(left);
  }
  const refused = await ask();
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ status: 429, title: 'Too many requests' });
  const wait = Number(refused.headers.get('retry-after'));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
  expect(refused.headers.get('ratelimit-reset')).toBe(String(wait));

  const other = await api.call('GET', '/api/v1/me', { as: await api.makeKey('viewer') });
  expect(other.status).toBe(200);
});

test('a refused request changes nothing', async () => {
  const as = await api.makeKey('analyst');
  const body = { title: 'Counted', severity: 'low' };
  for (let i = 0; i < 5; i += 1) await api.call('POST', '/api/v1/cases', { as, body });
  const list = await api.call('GET', '/api/v1/cases', { as: await api.makeKey('viewer') });
  expect((await list.json()).items).toHaveLength(3);
});

test('a session has no such limit', async () => {
  const { headers } = await api.signIn(api.floor.people.analyst);
  for (let i = 0; i < 5; i += 1) expect((await api.call('GET', '/api/v1/me', { as: headers })).status).toBe(200);
});
