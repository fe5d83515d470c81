import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { oktaEvent, oktaHookBody } from '#e2e/vendors/okta-bodies.ts';
import { deliveries, outbox, runs } from '#lib/db/schema/index.ts';
import { testApi } from '../testing/api.ts';

const api = testApi();
const PATH = '/api/hooks/okta';
const SECRET = 'the secret of the hook';

const event = () => oktaEvent(0, { uuid: randomUUID() });
const post = (body: unknown, secret: string | null = SECRET) =>
  api.call('POST', PATH, {
    headers: { 'content-type': 'application/json', ...(secret === null ? {} : { authorization: secret }) },
    raw: typeof body === 'string' ? body : JSON.stringify(body),
  });
const hookOf = (...events: unknown[]) => oktaHookBody(events, 'https://retail.okta.test');
const get = (headers: Record<string, string>) => api.call('GET', PATH, { headers });
const challenge = { 'x-okta-verification-challenge': 'abc"<1>' };
const readDelivery = async (id: string) =>
  (await api.call('GET', `/api/v1/deliveries/${id}`, { as: api.keys.lead })).json();
const readConnector = async () => (await api.call('GET', '/api/v1/connectors/okta', { as: api.keys.admin })).json();

async function put(body: Record<string, unknown>): Promise<void> {
  const answer = await api.call('PUT', '/api/v1/connectors/okta', { as: api.keys.admin, body });
  expect(answer.status, await answer.text()).toBe(200);
}

beforeAll(() => put({ enabled: true, credentials: { hookSecret: SECRET } }));

describe('the challenge', () => {
  test('is answered as it came, and with the secret the hook is verified', async () => {
    expect((await readConnector()).hookVerifiedAt).toBeNull();
    const bare = await get(challenge);
    expect(bare.status).toBe(200);
    expect(bare.headers.get('content-type')).toContain('application/json');
    expect(await bare.json()).toEqual({ verification: 'abc"<1>' });
    expect((await readConnector()).hookVerifiedAt).toBeNull();
    expect((await get({ ...challenge, authorization: SECRET })).status).toBe(200);
    expect((await readConnector()).hookVerifiedAt).toEqual(expect.any(String));
  });

  test('is refused with a wrong secret, without a challenge, and while the connector is off', async () => {
    expect((await get({ ...challenge, authorization: 'wrong' })).status).toBe(401);
    expect((await get({ authorization: SECRET })).status).toBe(400);
    expect((await get({ authorization: SECRET, 'x-okta-verification-challenge': 'x'.repeat(2000) })).status).toBe(400);
    await put({ enabled: false });
    expect((await get(challenge)).status).toBe(401);
    await put({ enabled: true });
  });
});

describe('a delivery', () => {
  test('is answered with 204 and nothing, and its header names it', async () => {
    const { uuid } = event();
    const answer = await post(hookOf(oktaEvent(0, { uuid })));
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe('');
    const id = answer.headers.get('watchfloor-delivery')!;
    expect(await readDelivery(id)).toMatchObject({ vendor: 'okta', outcome: 'accepted', objectKey: uuid, batch: [] });
    const started = await api.floor.db.select().from(runs).where(eq(runs.deliveryId, id));
    expect(started.map((run) => [run.automation, run.status])).toEqual([['okta-suspicious-activity', 'queued']]);
  });

  test('twenty equal ones at once: each event is news once', async () => {
    const [a, b] = [event(), event()];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => post(n % 2 === 0 ? hookOf(a, b) : hookOf(b, a))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(204));
    for (const { uuid } of [a, b]) {
      const rows = await api.floor.db.select().from(deliveries).where(eq(deliveries.objectKey, uuid));
      expect(rows).toHaveLength(20);
      expect(rows.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
    }
    const told = await api.floor.db.select().from(outbox).where(eq(outbox.name, 'okta/event.received'));
    expect(told.filter(({ data }) => [a.uuid, b.uuid].includes(String(data.objectKey)))).toHaveLength(2);
  });

  test('shows each of its events, and each of them the others', async () => {
    const events = [event(), { no: 'event' }, event()];
    const answer = await post(hookOf(...events));
    const first = await readDelivery(answer.headers.get('watchfloor-delivery')!);
    expect(first.batch.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'accepted',
      'quarantined',
      'accepted',
    ]);
    expect(JSON.parse(first.body)).toEqual(events[0]);
    const last = await readDelivery(first.batch[2].id);
    expect(last.batch).toEqual(first.batch);
  });

  test('of another shape is kept in quarantine with the reason', async () => {
    for (const body of [{}, [], '"text"', hookOf(), { data: { events: {} } }]) {
      const answer = await post(body);
      expect(answer.status).toBe(204);
      const kept = await readDelivery(answer.headers.get('watchfloor-delivery')!);
      expect(kept).toMatchObject({ outcome: 'quarantined', reason: expect.any(String), runs: [] });
    }
  });

  test.each([
    ['no secret', null],
    ['a wrong one', 'wrong'],
    ['the right one as a bearer token', `Bearer ${SECRET}`],
  ])('with %s → 401', async (_, secret) => {
    expect((await post(hookOf(event()), secret)).status).toBe(401);
  });

  test('that is no JSON → 400', async () => {
    expect((await post('{"data":')).status).toBe(400);
  });

  test('during a rotation both secrets are good', async () => {
    await put({ enabled: true, credentials: { hookSecret: 'the next secret' } });
    expect((await post(hookOf(event()), 'the next secret')).status).toBe(204);
    expect((await post(hookOf(event()))).status).toBe(204);
  });
});

describe('a dry run', () => {
  const dryRun = async (body: unknown) => {
    const answer = await api.call('POST', '/api/v1/deliveries/dry-run', {
      as: api.keys.admin,
      body: { connector: 'okta', body: JSON.stringify(body) },
    });
    expect(answer.status).toBe(200);
    return answer.json();
  };

  test('says what an event would do, and what it is about', async () => {
    const said = await dryRun(hookOf(event()));
    expect(said).toMatchObject({
      outcome: 'accepted',
      effect: expect.stringMatching(/^Open a medium case “User report suspicious activity: Maria Rossi”/),
    });
    expect(said.observables).toContainEqual({
      type: 'ipv4',
      value: '203.0.113.77',
      role: 'implicated',
      path: '/debugContext/debugData/suspiciousActivityEventIp',
    });
  });

  test('names the open case that would take it', async () => {
    const made = await api.call('POST', '/api/v1/cases', {
      as: api.keys.admin,
      body: { title: 'Of Jan', severity: 'low', observables: [{ type: 'user', value: 'jan.novak@retail.example' }] },
    });
    const { key } = await made.json();
    const said = await dryRun(oktaEvent(1, { uuid: randomUUID() }));
    expect(said.effect).toBe(`Add the event to ${key}.`);
  });

  test('says why an event would be filtered, a duplicate or unusable', async () => {
    expect(await dryRun(oktaEvent(0, { uuid: randomUUID(), eventType: 'user.session.end' }))).toMatchObject({
      outcome: 'filtered',
      reason: expect.stringContaining('user.session.end'),
    });
    const known = event();
    await post(hookOf(known), 'the next secret');
    expect(await dryRun({ ...known, displayMessage: 'another' })).toMatchObject({ outcome: 'duplicate' });
    expect(await dryRun(hookOf(event(), event()))).toMatchObject({
      outcome: 'quarantined',
      reason: 'The body holds 2 events: each is a delivery of its own.',
    });
  });
});
