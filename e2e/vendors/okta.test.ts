import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OKTA_PEOPLE, type OktaEmulator, oktaEvent, oktaHookBody, startOkta } from './okta.ts';
import { type RecordedRequest, startVendor, type VendorAnswer, type VendorServer } from './server.ts';

let okta: OktaEmulator;
let target: VendorServer;
let receive: (request: RecordedRequest) => VendorAnswer;

beforeEach(async () => {
  okta = await startOkta();
  receive = ({ method, headers }) =>
    method === 'GET' ? { body: { verification: headers['x-okta-verification-challenge'] } } : { status: 204 };
  target = await startVendor((request) => receive(request));
});
afterEach(() => Promise.all([okta.close(), target.close()]));

const get = (path: string, headers: Record<string, string> = { authorization: `SSWS ${okta.apiToken}` }) =>
  fetch(`${okta.url}/api/v1${path}`, { headers });

describe('an event hook', () => {
  it('is verified by a challenge that must come back', async () => {
    expect(await okta.verifyHook(target.url, 'hook-secret', 'abc')).toBe(true);
    expect(target.requests).toMatchObject([
      { method: 'GET', headers: { 'x-okta-verification-challenge': 'abc', authorization: 'hook-secret' } },
    ]);
    receive = () => ({ body: { verification: 'another' } });
    expect(await okta.verifyHook(target.url, 'hook-secret')).toBe(false);
    receive = () => ({ status: 204 });
    expect(await okta.verifyHook(target.url, 'hook-secret')).toBe(false);
  });

  it('delivers several events with the secret as it is, and writes each once to the log', async () => {
    const events = [oktaEvent(0), oktaEvent(1)];
    expect(await okta.pushEvents(`${target.url}/hook`, 'hook-secret', events)).toMatchObject({ status: 204, body: '' });
    await okta.pushEvents(`${target.url}/hook`, 'hook-secret', [oktaEvent(1)]);
    expect(target.requests[0]).toMatchObject({
      method: 'POST',
      path: '/hook',
      headers: { authorization: 'hook-secret' },
    });
    expect(target.requests[0]?.json).toEqual(oktaHookBody(events, okta.url));
    expect(okta.log.map(({ uuid }) => uuid)).toEqual(events.map(({ uuid }) => uuid));
  });

  it('delivers each time the next event, changed at any depth', async () => {
    await okta.pushEvent(target.url, 's');
    await okta.pushEvent(target.url, 's', { actor: null, client: { ipAddress: '192.0.2.9' } });
    const [first, second] = target.requests.map(({ json }) => (json as ReturnType<typeof oktaHookBody>).data.events[0]);
    expect(first).toEqual(oktaEvent(0));
    expect(second).toMatchObject({
      uuid: oktaEvent(1).uuid,
      actor: null,
      client: { ipAddress: '192.0.2.9', device: 'Computer' },
    });
  });
});

describe('the API', () => {
  it.each<[name: string, headers: Record<string, string>]>([
    ['nothing', {}],
    ['a bearer token', { authorization: 'Bearer emulator-okta-token' }],
    ['another token', { authorization: 'SSWS another' }],
  ])('is closed to %s', async (_name, headers) => {
    const answer = await get('/users/me', headers);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ errorCode: 'E0000011', errorCauses: [] });
    expect(answer.headers.get('x-rate-limit-limit')).toBe('600');
  });

  it('pages groups by links to itself and to the next', async () => {
    const first = await get(`/users/${OKTA_PEOPLE[0]!.id}/groups?limit=2`);
    expect(first.headers.get('link')).toMatch(/rel="self", <.*after=00gstores.*>; rel="next"$/);
    const last = await get(`/users/${OKTA_PEOPLE[0]!.id}/groups?limit=2&after=00gstores`);
    expect(await last.json()).toMatchObject([{ id: '00gvip0001', profile: { name: 'VIP' } }]);
    expect(last.headers.get('link')).not.toContain('next');
  });

  it('counts its bucket down, and answers 429 from there', async () => {
    okta.remaining = 1;
    const [first, second] = [await get('/users/me'), await get('/users/me')];
    expect([first.status, second.status]).toEqual([200, 429]);
    expect(first.headers.get('x-rate-limit-remaining')).toBe('0');
    expect(await second.json()).toMatchObject({ errorCode: 'E0000047' });
  });

  it.each([
    ['/logs?limit=1001', 'E0000001'],
    ['/logs?since=yesterday', 'E0000001'],
    ['/logs?filter=severity', 'E0000031'],
    ['/logs?after=nonsense', 'E0000001'],
  ])('refuses %s', async (path, errorCode) => {
    const answer = await get(path);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ errorCode });
  });

  it('knows no other path or method', async () => {
    expect((await get('/groups')).status).toBe(405);
    expect((await get(`/users/${OKTA_PEOPLE[0]!.id}/sessions`)).status).toBe(405);
    expect((await get('/users/nobody')).status).toBe(404);
  });
});
