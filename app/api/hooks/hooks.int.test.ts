import { createHmac, randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { connectors, deliveries, intakeCounters, outbox, runs } from '#lib/db/schema/index.ts';
import { testApi } from '../testing/api.ts';

const api = testApi();
const WIZ = '/api/hooks/wiz';
const NEW = 'the new token of Wiz';
const HOOK_LIMIT = 8 * 1024 * 1024;

const issue = (id = randomUUID(), more: Record<string, unknown> = {}) => ({
  trigger: { source: 'ISSUES', type: 'Created' },
  issue: { id, status: 'OPEN', severity: 'HIGH', ...more },
  resource: { name: 'shop-frontend-7', type: 'ec2#instance' },
  control: { name: 'Internet-facing VM' },
});
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});
const sign = (secret: string, body: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

const post = (path: string, headers: Record<string, string>, body: unknown = issue()) =>
  api.call('POST', path, {
    headers: { 'content-type': 'application/json', ...headers },
    raw: typeof body === 'string' ? body : JSON.stringify(body),
  });
const status = async (...args: Parameters<typeof post>) => (await post(...args)).status;

async function put(path: string, body: Record<string, unknown>): Promise<void> {
  const answer = await api.call('PUT', `/api/v1/${path}`, { as: api.keys.admin, body });
  expect(answer.status, await answer.text()).toBe(200);
}

const countOf = async (id: string, outcome: string) => {
  const { refusals } = await import('#lib/http/refusals.ts');
  await refusals().flush();
  const rows = await api.floor.db.select().from(intakeCounters).where(eq(intakeCounters.connectorId, id));
  return rows.filter((row) => row.outcome === outcome).reduce((sum, row) => sum + row.count, 0);
};
const stored = async () => Number((await api.floor.db.select({ n: sql`count(*)` }).from(deliveries))[0]!.n);

beforeAll(async () => {
  await put('connectors/wiz', {
    enabled: true,
    credentials: { webhookToken: 'the old token of Wiz', webhookUser: 'wiz', webhookPassword: 'p:ss wörd' },
  });
  await put('connectors/wiz', { enabled: true, credentials: { webhookToken: NEW } });
  await put('sources/token', { enabled: true, credentials: { webhookToken: 'token of token' } });
  await put('sources/both', {
    enabled: true,
    credentials: { webhookToken: 'token of both', hmacSecret: 'secret of both' },
  });
  await put('sources/signed', { enabled: true, credentials: { hmacSecret: 'secret of signed' } });
  await put('sources/off', { enabled: false, credentials: { webhookToken: 'token of off' } });
  await put('sources/bare', { enabled: true });
});

describe('an accepted event', () => {
  test('is a delivery with its event and its runs, and the answer names it', async () => {
    const answer = await post(WIZ, bearer(NEW));
    expect(answer.status).toBe(202);
    const { deliveryId, duplicate } = await answer.json();
    expect(duplicate).toBe(false);
    expect(answer.headers.get('watchfloor-delivery')).toBe(deliveryId);
    const [event] = await api.floor.db
      .select()
      .from(outbox)
      .where(eq(sql`${outbox.data}->>'deliveryId'`, deliveryId));
    expect(event).toMatchObject({ name: 'wiz/issue.received', sentAt: null });
    const started = await api.floor.db.select().from(runs).where(eq(runs.deliveryId, deliveryId));
    expect(started.map((run) => [run.automation, run.status])).toEqual([['wiz-incident', 'queued']]);
    const read = await api.call('GET', `/api/v1/deliveries/${deliveryId}`, { as: api.keys.viewer });
    expect(await read.json()).toMatchObject({
      id: deliveryId,
      vendor: 'wiz',
      outcome: 'accepted',
      runs: [started[0]!.id],
    });
  });

  test('wakes the worker after its commit', async () => {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: api.floor.url });
    await client.connect();
    await client.query('listen outbox');
    const heard = new Promise<string>((resolve) => client.once('notification', ({ channel }) => resolve(channel)));
    await post(WIZ, bearer(NEW));
    expect(await heard).toBe('outbox');
    await client.end();
  });

  test('twenty equal ones at once: one is news, nineteen are duplicates, one event', async () => {
    const id = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(WIZ, bearer(NEW), issue(id))));
    expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(202));
    const duplicates = await Promise.all(answers.map(async (answer) => (await answer.json()).duplicate));
    expect(duplicates.filter((duplicate) => !duplicate)).toHaveLength(1);
    const events = await api.floor.db
      .select()
      .from(outbox)
      .where(eq(sql`${outbox.data}->>'objectKey'`, id));
    expect(events).toHaveLength(1);
  });

  test('what differs from the latest event of its object is news, also when it was sent before that', async () => {
    const id = randomUUID();
    const said: boolean[] = [];
    for (const status of ['OPEN', 'OPEN', 'RESOLVED', 'OPEN'])
      said.push((await (await post(WIZ, bearer(NEW), issue(id, { status }))).json()).duplicate);
    expect(said).toEqual([false, true, false, false]);
  });

  test('JSON of another shape is accepted, put into quarantine, and starts nothing', async () => {
    for (const body of [{ hello: 'world' }, [1, 2], '"text"', 'null', { issue: { id: '' } }]) {
      const answer = await post(WIZ, bearer(NEW), body);
      expect(answer.status).toBe(202);
      const { deliveryId } = await answer.json();
      const read = await (await api.call('GET', `/api/v1/deliveries/${deliveryId}`, { as: api.keys.lead })).json();
      expect(read).toMatchObject({ outcome: 'quarantined', reason: expect.any(String), runs: [] });
    }
  });

  test('a vendor is never asked to slow down', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => status(WIZ, bearer(NEW))));
    expect(new Set(answers)).toEqual(new Set([202]));
  });
});

describe('who may deliver: Wiz', () => {
  test('the token, during a rotation also the old one, or user and password', async () => {
    expect(await status(WIZ, bearer(NEW))).toBe(202);
    expect(await status(WIZ, bearer('the old token of Wiz'))).toBe(202);
    expect(await status(WIZ, basic('wiz', 'p:ss wörd'))).toBe(202);
  });

  test.each([
    ['nothing', {}],
    ['a wrong token', bearer('wrong')],
    ['the right token in another header', { 'x-watchfloor-token': NEW }],
    ['the right token as it is', { authorization: NEW }],
    ['a wrong user', basic('other', 'p:ss wörd')],
    ['a wrong password', basic('wiz', 'wrong')],
    ['a user without a password', { authorization: `Basic ${Buffer.from('wiz').toString('base64')}` }],
    ['what is no base64', { authorization: 'Basic %%%' }],
    ['an API key of ours', bearer('wf_notavendor123')],
  ])('%s → 401', async (_, headers) => {
    expect(await status(WIZ, headers as Record<string, string>)).toBe(401);
  });

  test('a rotation of no hours ends the old token at once', async () => {
    await put('connectors/wiz', {
      enabled: true,
      settings: { rotationHours: 0 },
      credentials: { webhookToken: 'third token' },
    });
    expect(await status(WIZ, bearer(NEW))).toBe(401);
    expect(await status(WIZ, bearer('third token'))).toBe(202);
    await put('connectors/wiz', { enabled: true, settings: {}, credentials: { webhookToken: NEW } });
  });

  test('a connector that is switched off lets nobody in', async () => {
    await put('connectors/wiz', { enabled: false });
    expect(await status(WIZ, bearer(NEW))).toBe(401);
    await put('connectors/wiz', { enabled: true });
    expect(await status(WIZ, bearer(NEW))).toBe(202);
  });
});

describe('who may deliver: named sources', () => {
  const hook = (source: string) => `/api/hooks/generic/${source}`;
  const body = JSON.stringify({ id: 'a-1', title: 'Alert' });

  test('by token, in either header', async () => {
    expect(await status(hook('token'), bearer('token of token'), body)).toBe(202);
    expect(await status(hook('token'), { 'x-watchfloor-token': 'token of token' }, body)).toBe(202);
    expect(await status(hook('token'), bearer('token of both'), body)).toBe(401);
  });

  test('where a signing secret is set the token alone is not enough, and the signature is over the raw bytes', async () => {
    const token = bearer('token of both');
    const signed = (text: string) => ({ ...token, 'x-watchfloor-signature': sign('secret of both', text) });
    expect(await status(hook('both'), token, body)).toBe(401);
    expect(await status(hook('both'), signed(body), body)).toBe(202);
    expect(await status(hook('both'), signed(body), `${body} `)).toBe(401);
    expect(await status(hook('both'), { 'x-watchfloor-signature': sign('secret of both', body) }, body)).toBe(401);
    expect(await status(hook('both'), { ...token, 'x-watchfloor-signature': sign('another', body) }, body)).toBe(401);
  });

  test('by signature alone where there is no token', async () => {
    expect(await status(hook('signed'), { 'x-watchfloor-signature': sign('secret of signed', body) }, body)).toBe(202);
    expect(await status(hook('signed'), { 'x-watchfloor-signature': sign('wrong', body) }, body)).toBe(401);
    expect(await status(hook('signed'), {}, body)).toBe(401);
  });

  test('an unknown source, one that is off and one without a secret answer the same as a wrong secret', async () => {
    const answers = await Promise.all(
      ['token', 'nobody', 'off', 'bare', 'NOT-A-NAME', '..%2Fwiz'].map(async (source) => {
        const answer = await post(hook(source), bearer('wrong'), body);
        return { status: answer.status, text: await answer.text(), headers: [...answer.headers] };
      }),
    );
    expect(answers[0]!.status).toBe(401);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await status(hook('off'), bearer('token of off'), body)).toBe(401);
  });

  test('the token of the connector `generic` is good for a source without its own, which is made by its first delivery', async () => {
    await put('connectors/generic', { enabled: true, credentials: { webhookToken: 'for all' } });
    expect(await status(hook('fresh'), bearer('for all'), body)).toBe(202);
    const made = await api.floor.db.select().from(connectors).where(eq(connectors.id, 'generic/fresh'));
    expect(made).toHaveLength(1);
    expect(await status(hook('token'), bearer('for all'), body)).toBe(401);
    expect(await status(hook('off'), bearer('for all'), body)).toBe(401);
    await put('connectors/generic', { enabled: false });
  });
});

describe('what is refused', () => {
  test.each([
    ['is no JSON', '{"issue":'],
    ['is empty', ''],
    ['is nested 65 levels deep', '['.repeat(65) + ']'.repeat(65)],
    ['is no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
  ])('a body that %s → 400, and nothing is stored', async (_, raw) => {
    const before = await stored();
    const answer = await api.call('POST', WIZ, { headers: bearer(NEW), raw });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await stored()).toBe(before);
  });

  test('64 levels are accepted', async () => {
    expect(await status(WIZ, bearer(NEW), '['.repeat(64) + ']'.repeat(64))).toBe(202);
  });

  test('8 MB are accepted, a byte more is 413, counted as it comes', async () => {
    const padding = (bytes: number) =>
      JSON.stringify(issue(randomUUID(), { notes: '' })).replace('"notes":""', (notes) => {
        const rest = bytes - JSON.stringify(issue(randomUUID(), { notes: '' })).length;
        return notes.replace('""', `"${'x'.repeat(rest)}"`);
      });
    const fits = padding(HOOK_LIMIT);
    expect(fits.length).toBe(HOOK_LIMIT);
    expect(await status(WIZ, bearer(NEW), fits)).toBe(202);
    const tooLarge = `${fits} `;
    expect(await status(WIZ, bearer(NEW), tooLarge)).toBe(413);
    const chunked = new Response(tooLarge).body!;
    expect((await api.call('POST', WIZ, { headers: bearer(NEW), raw: chunked })).status).toBe(413);
  });

  test('the sender is asked for before the body: a stranger learns nothing of it', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    expect((await api.call('POST', WIZ, { headers: bearer('wrong'), raw: endless })).status).toBe(401);
    expect(pulled).toBeLessThan(5);
    expect(await status(WIZ, bearer('wrong'), 'no JSON')).toBe(401);
  });

  test('is counted by source, in one row an hour, and a name that a stranger made up gets none', async () => {
    const before = await countOf('wiz', 'unauthenticated');
    await Promise.all(Array.from({ length: 10 }, () => post(WIZ, bearer('wrong'))));
    expect(await countOf('wiz', 'unauthenticated')).toBe(before + 10);
    expect(await countOf('wiz', 'bad_body')).toBeGreaterThan(0);
    expect(await countOf('wiz', 'too_large')).toBe(2);
    await post('/api/hooks/generic/made-up', bearer('wrong'));
    expect(await countOf('generic/made-up', 'unauthenticated')).toBe(0);
    expect(await countOf('generic', 'unauthenticated')).toBeGreaterThan(0);
  });
});
