import { createHmac, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { FALCON_ALERT, SENTINELONE_THREAT } from '#lib/domain/mappings/endpoint-samples.ts';
import { testApi } from '../testing/api.ts';

const api = testApi();
const FALCON = '/api/hooks/crowdstrike';
const SENTINEL = '/api/hooks/sentinelone';
const SECRET = '0123456789abcdef0123456789abcdef';

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const post = (path: string, headers: Record<string, string>, body: unknown) =>
  api.call('POST', path, { headers: { 'content-type': 'application/json', ...headers }, raw: JSON.stringify(body) });
const put = async (id: string, credentials: Record<string, string | null>) => {
  const answer = await api.call('PUT', `/api/v1/connectors/${id}`, {
    as: api.keys.admin,
    body: { enabled: true, credentials },
  });
  expect(answer.status, await answer.text()).toBe(200);
};
const alert = (more: Record<string, unknown> = {}) => ({ ...FALCON_ALERT, composite_id: `c:${randomUUID()}`, ...more });

beforeAll(async () => {
  await put('crowdstrike', { webhookToken: 'token of Falcon' });
  await put('sentinelone', { webhookToken: 'token of SentinelOne' });
});

describe('CrowdStrike', () => {
  test('a state of an alert is news once, however it is wrapped and whatever else differs', async () => {
    const body = alert();
    const first = await post(FALCON, bearer('token of Falcon'), body);
    expect(first.status).toBe(202);
    expect(await first.json()).toMatchObject({ duplicate: false });
    const again = await post(FALCON, bearer('token of Falcon'), { alert: { ...body, crawled_timestamp: 'later' } });
    expect(await again.json()).toMatchObject({ duplicate: true });
    const news = await post(FALCON, bearer('token of Falcon'), { ...body, updated_timestamp: '2026-02-03T10:00:00Z' });
    expect(await news.json()).toMatchObject({ duplicate: false });
  });

  test('what is no alert is put into quarantine with the reason', async () => {
    const { deliveryId } = await (await post(FALCON, bearer('token of Falcon'), { workflow: 'test' })).json();
    const read = await (await api.call('GET', `/api/v1/deliveries/${deliveryId}`, { as: api.keys.lead })).json();
    expect(read).toMatchObject({ outcome: 'quarantined', reason: expect.stringContaining('composite_id') });
  });

  test.each([
    ['nothing', {}],
    ['a wrong token', bearer('wrong')],
    ['SentinelOne’s token', bearer('token of SentinelOne')],
  ])('%s → 401', async (_name, headers) => {
    expect((await post(FALCON, headers as Record<string, string>, alert())).status).toBe(401);
  });

  test('where a signing secret is set, Fusion’s signature by either formula alone is taken, while it is fresh', async () => {
    await put('crowdstrike', { fusionSecret: SECRET });
    const text = JSON.stringify(alert());
    const sign = (formula: 'A' | 'B', at: string, secret = SECRET) => ({
      'x-cs-delivery-timestamp': at,
      'x-cs-signature-algorithm': 'HMAC-SHA256',
      'x-cs-primary-signature':
        formula === 'A'
          ? createHmac('sha256', secret)
              .update(text + at)
              .digest('base64')
          : createHmac('sha256', secret)
              .update(at + text)
              .digest('hex'),
    });
    const send = async (headers: Record<string, string>) =>
      (await api.call('POST', FALCON, { headers: { 'content-type': 'application/json', ...headers }, raw: text }))
        .status;
    const now = new Date().toISOString();
    expect(await send(sign('A', now))).toBe(202);
    expect(await send(sign('B', `${Math.floor(Date.now() / 1000)}`))).toBe(202);
    expect(await send(sign('A', now, 'another secret'))).toBe(401);
    expect(await send(sign('A', new Date(Date.now() - 6 * 60_000).toISOString()))).toBe(401);
    expect(await send({ ...sign('A', now), 'x-cs-delivery-timestamp': 'soon' })).toBe(401);
    expect(await send(bearer('token of Falcon'))).toBe(401);
    await put('crowdstrike', { fusionSecret: null });
  });

  test('what a body would do can be tried: the second alert of a process tree joins its case', async () => {
    const answer = await api.call('POST', '/api/v1/deliveries/dry-run', {
      as: api.keys.lead,
      body: { connector: 'crowdstrike', body: JSON.stringify(alert({ severity: 85 })) },
    });
    expect(await answer.json()).toMatchObject({
      outcome: 'accepted',
      effect: 'Open a critical case “EncodedPowershell on POS-0231”.',
    });
  });
});

describe('SentinelOne', () => {
  test('a threat is news once, and again when it was updated', async () => {
    const threatInfo = { ...SENTINELONE_THREAT.threatInfo, threatId: randomUUID() };
    const send = async (more: Record<string, unknown>) =>
      (
        await post(SENTINEL, bearer('token of SentinelOne'), {
          ...SENTINELONE_THREAT,
          threatInfo: { ...threatInfo, ...more },
        })
      ).json();
    expect(await send({})).toMatchObject({ duplicate: false });
    expect(await send({ engines: ['x'] })).toMatchObject({ duplicate: true });
    expect(await send({ updatedAt: '2026-02-03T11:00:00Z' })).toMatchObject({ duplicate: false });
  });

  test('is let in by its token alone', async () => {
    expect((await post(SENTINEL, bearer('wrong'), SENTINELONE_THREAT)).status).toBe(401);
    expect((await post(SENTINEL, {}, SENTINELONE_THREAT)).status).toBe(401);
  });
});
