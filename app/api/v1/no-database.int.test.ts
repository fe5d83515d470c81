import { expect, test } from 'vitest';
import { testApi } from '../testing/api.ts';

/** Port 1 of this machine: nobody listens there, as while Postgres is down. */
const api = testApi({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });

const KEY = { authorization: 'Bearer wf_0123456789012345678901234567890123456789012' };
const TOKEN = { authorization: 'Bearer a-token-of-the-vendor' };

test.each([
  ['a read', 'GET', '/api/v1/cases', { as: KEY }],
  ['a change', 'POST', '/api/v1/cases', { as: KEY, body: { title: 'T', severity: 'low' } }],
  ['a change with its key', 'POST', '/api/v1/cases', { as: KEY, body: {}, headers: { 'idempotency-key': 'k' } }],
  ['the stream', 'GET', '/api/v1/stream', { as: KEY }],
  ['a vendor’s event', 'POST', '/api/hooks/wiz', { as: TOKEN, body: { issue: {} } }],
])('without a database %s is 503 and may come again', async (_, method, path, sent) => {
  const answer = await api.call(method, path, sent);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('2');
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect((await answer.json()).detail).toBe('The database cannot be reached. Try again in a moment.');
});
