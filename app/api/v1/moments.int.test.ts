import { beforeAll, expect, test } from 'vitest';
import { testApi } from '../testing/api.ts';

const api = testApi();
let key = '';
beforeAll(async () => {
  const body = { title: 'Odd dates', severity: 'low' };
  const made = await api.call('POST', '/api/v1/cases', { as: api.keys.analyst, body });
  key = ((await made.json()) as { key: string }).key;
});

test.each([
  '/cases?createdFrom=0000-01-01',
  '/cases?createdFrom=2026-02-30',
  '/cases?resolvedFrom=0000-12-31',
  '/cases?dueTo=9999-12-31',
  '/cases/facets?updatedTo=0001-01-01',
  '/sla/summary?from=9999-12-01&to=9999-12-31',
  '/sla/summary?from=0001-01-01',
  '/sla/causes?from=0000-01-01',
  '/sla-policies/choice?severity=low&at=0001-01-01T00:00:00Z',
  '/audit?from=0000-01-01',
])('GET %s is 400, and says what is written instead', async (path) => {
  const answer = await api.call('GET', `/api/v1${path}`, { as: api.keys.admin });
  expect(answer.status).toBe(400);
  const { errors } = (await answer.json()) as { errors: { message: string }[] };
  expect(errors[0]!.message).toMatch(/\d{4}/);
});

test.each([
  ['transition', { state: 'on_hold', reason: 'Waits', wakeAt: '+275760-09-12T00:00:00Z' }, '/wakeAt'],
  ['transition', { state: 'on_hold', reason: 'Waits', wakeAt: '2026-02-30T00:00:00Z' }, '/wakeAt'],
  ['timers', { name: 'Old', targetSeconds: 60, startedAt: '0000-01-01T00:00:00Z' }, '/startedAt'],
  ['timers', { name: 'Old', targetSeconds: 60, startedAt: '1970-01-01T00:00:00Z' }, '/startedAt'],
  ['tasks', { title: 'Late', dueAt: '9999-12-31' }, '/dueAt'],
])('POST %s with %j is 400 at %s', async (verb, body, pointer) => {
  const headers = { 'if-match': '*' };
  const answer = await api.call('POST', `/api/v1/cases/${key}/${verb}`, { as: api.keys.analyst, body, headers });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ errors: [{ pointer, message: expect.any(String) }] });
});
