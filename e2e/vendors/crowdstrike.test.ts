import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FalconEmulator, startCrowdStrike } from './crowdstrike.ts';
import { parseFql } from './crowdstrike-fql.ts';

let falcon: FalconEmulator;
beforeEach(async () => {
  falcon = await startCrowdStrike();
});
afterEach(() => falcon.close());

const tokenForm = (more: Record<string, string> = {}) =>
  new URLSearchParams({ client_id: falcon.clientId, client_secret: falcon.clientSecret, ...more });
const open = async () =>
  (
    (await (await fetch(`${falcon.url}/oauth2/token`, { method: 'POST', body: tokenForm() })).json()) as {
      access_token: string;
    }
  ).access_token;
const call = async (path: string, init: RequestInit & { token?: string } = {}) => {
  const { token = await open(), ...rest } = init;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return fetch(`${falcon.url}${path}`, {
    ...rest,
    headers: { ...headers, ...(rest.headers as Record<string, string>) },
  });
};
const post = (path: string, body: unknown) => call(path, { method: 'POST', body: JSON.stringify(body) });
const ALERTS = '/alerts/queries/alerts/v2';
const ENTITIES = '/alerts/entities/alerts/v2';

describe('it is as strict as Falcon', () => {
  it('a token is answered with 201, half an hour of life, and the quota', async () => {
    const answer = await fetch(`${falcon.url}/oauth2/token`, { method: 'POST', body: tokenForm() });
    expect([answer.status, answer.headers.get('x-ratelimit-limit')]).toEqual([201, '6000']);
    expect(await answer.json()).toMatchObject({ expires_in: 1799, token_type: 'bearer' });
  });

  it.each([
    [
      'JSON where a form is needed',
      { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } },
      400,
    ],
    ['nobody', { method: 'POST', body: new URLSearchParams() }, 400],
    ['a stranger', { method: 'POST', body: new URLSearchParams({ client_id: 'x', client_secret: 'y' }) }, 403],
  ])('no token for %s', async (_name, init, status) => {
    expect((await fetch(`${falcon.url}/oauth2/token`, init)).status).toBe(status);
  });

  it('a revoked token, an old one and none are refused in Falcon’s words', async () => {
    const token = await open();
    const authorization = `Basic ${btoa(`${falcon.clientId}:${falcon.clientSecret}`)}`;
    const revoke = () =>
      fetch(`${falcon.url}/oauth2/revoke`, {
        method: 'POST',
        body: new URLSearchParams({ token }),
        headers: { authorization },
      });
    expect((await call(ALERTS, { token })).status).toBe(200);
    expect((await revoke()).status).toBe(200);
    const refused = await call(ALERTS, { token });
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({
      errors: [{ code: 401, message: 'access denied, invalid bearer token' }],
    });
    expect((await call(ALERTS, { headers: { authorization: '' } })).status).toBe(401);
    const old = await open();
    falcon.tokens.expireAll();
    expect((await call(ALERTS, { token: old })).status).toBe(401);
    expect([falcon.tokens.issued, falcon.tokens.revoked, falcon.tokens.live()]).toEqual([3, 1, 0]);
  });

  it('bodies, limits and filters that are none are 400, too many ids of a change 413', async () => {
    const status = async (answer: Promise<Response>) => (await answer).status;
    expect(await status(call(`${ALERTS}?limit=10001`))).toBe(400);
    expect(await status(call(`${ALERTS}?limit=9000&offset=2000`))).toBe(400);
    expect(await status(call(`${ALERTS}?filter=severity`))).toBe(400);
    expect(await status(call(`${ALERTS}?sort=severity`))).toBe(400);
    expect(await status(post(ENTITIES, {}))).toBe(400);
    expect(await status(post(ENTITIES, { composite_ids: Array(1_001).fill('x') }))).toBe(400);
    expect(
      await status(
        call(ENTITIES, { method: 'POST', body: 'composite_ids=x', headers: { 'content-type': 'text/plain' } }),
      ),
    ).toBe(400);
    const tooMany = { composite_ids: Array(1_001).fill('x'), action_parameters: [{ name: 'add_tag', value: 'a' }] };
    expect(await status(call('/alerts/entities/alerts/v3', { method: 'PATCH', body: JSON.stringify(tooMany) }))).toBe(
      413,
    );
    const unknown = { composite_ids: ['x'], action_parameters: [{ name: 'update_status', value: 'done' }] };
    expect(await status(call('/alerts/entities/alerts/v3', { method: 'PATCH', body: JSON.stringify(unknown) }))).toBe(
      400,
    );
    expect(await status(call('/detects/queries/detects/v1'))).toBe(404);
  });

  it('over its quota it says when to come back, in epoch seconds', async () => {
    const token = await open();
    falcon.remaining = 0;
    const answer = await call(ALERTS, { token });
    expect([answer.status, answer.headers.get('x-ratelimit-remaining')]).toEqual([429, '0']);
    expect(Number(answer.headers.get('x-ratelimit-retryafter'))).toBeGreaterThan(Date.now() / 1000);
  });

  it('an answer can be lost after the change was made', async () => {
    const { composite_id } = falcon.addAlert();
    const token = await open();
    falcon.outages.next = ['lost'];
    const body = JSON.stringify({
      composite_ids: [composite_id],
      action_parameters: [{ name: 'add_tag', value: 'a' }],
    });
    await expect(call('/alerts/entities/alerts/v3', { token, method: 'PATCH', body })).rejects.toThrow();
    expect(falcon.alerts.get(composite_id)!.tags).toEqual(['a']);
  });
});

describe('the filters that it speaks', () => {
  const row = {
    ...{ status: 'new', severity: 70, name: "O'Brien", show: true, tags: ['a', 'b'], assigned: '' },
    ...{ at: '2026-01-12T08:30:11.123456789Z', device: { hostname: 'POS-0231' } },
  };
  it.each([
    ["status:'new'", true],
    ["status:!'new'", false],
    ["status:'NEW'", true],
    ["status:['closed','new']", true],
    ["status:!['closed','new']", false],
    ['severity:>=70', true],
    ['severity:>70', false],
    ["name:'O\\'Brien'", true],
    ['show:true', true],
    ["tags:'b'", true],
    ["assigned:!'*'", true],
    ["status:!'*'", false],
    ["device.hostname:'POS-*'", true],
    ["device.hostname:'WIN*'", false],
    ["at:>'2026-01-12T08:30:11.123456788Z'", true],
    ["at:>'2026-01-12T08:30:11.2Z'", false],
    ["at:<='2026-01-12T08:30:11.123456789Z'", true],
    ["status:'x'+severity:70,show:true", true],
    ["status:'x'+(severity:70,show:true)", false],
  ])('%s', (filter, expected) => {
    expect(parseFql(filter)(row)).toBe(expected);
  });

  it.each(['', 'status', "status:'new", "status:'a'+", "(status:'a'", 'severity:>>1', "status:'a' or 1"])(
    '%j is none',
    (filter) => {
      expect(() => parseFql(filter)).toThrow('invalid filter');
    },
  );
});
