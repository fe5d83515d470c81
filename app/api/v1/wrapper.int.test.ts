import { randomBytes } from 'node:crypto';
import { eq, like, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { cases, effects, idempotencyKeys, members } from '#lib/db/schema/index.ts';
import { testApi } from '../testing/api.ts';

const api = testApi();
const CASES = '/api/v1/cases';
const input = { title: 'A case', severity: 'low' };
const newKey = () => randomBytes(8).toString('hex');

async function open(fields: Record<string, unknown> = {}) {
  const answer = await api.call('POST', CASES, { as: api.keys.analyst, body: { ...input, ...fields } });
  expect(answer.status).toBe(201);
  return { etag: answer.headers.get('etag')!, location: answer.headers.get('location'), ...(await answer.json()) };
}
const patch = (key: string, body: unknown, headers: Record<string, string> = {}) =>
  api.call('PATCH', `${CASES}/${key}`, { as: api.keys.analyst, body, headers });

describe('what is refused', () => {
  test('fields that are unknown or wrong, each by its pointer', async () => {
    const answer = await api.call('POST', CASES, {
      as: api.keys.analyst,
      body: { title: '', severity: 'huge', colour: 'red', links: [{ title: 'x', url: 'javascript:alert(1)' }] },
    });
    expect(answer.status).toBe(400);
    const { errors } = await answer.json();
    expect(errors.map((error: { pointer: string }) => error.pointer).sort()).toEqual([
      '/colour',
      '/links/0/url',
      '/severity',
      '/title',
    ]);
  });

  test.each(['/cases?colour=red', '/cases/counts?colour=red', '/runs?colour=red', '/automations?colour=red'])(
    'an unknown query: %s',
    async (path) => {
      const answer = await api.call('GET', `/api/v1${path}`, { as: api.keys.viewer });
      expect(answer.status).toBe(400);
      expect((await answer.json()).errors).toEqual([{ pointer: '/colour', message: 'Unknown field “colour”.' }]);
    },
  );

  test('a body where none is taken, unless it is empty', async () => {
    const { key } = await open();
    const acknowledge = (body: unknown) =>
      api.call('POST', `${CASES}/${key}/acknowledge`, { as: api.keys.analyst, body });
    expect((await acknowledge({ force: true })).status).toBe(400);
    expect((await acknowledge({})).status).toBe(200);
  });

  test.each([
    ['is not JSON', '{"title":', 400],
    ['is not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400],
    ['is nested deeper than 64 levels', '['.repeat(65) + ']'.repeat(65), 400],
    ['is null', 'null', 400],
    ['is empty', '', 400],
  ])('a body that %s', async (_, raw, status) => {
    const answer = await api.call('POST', CASES, {
      as: api.keys.analyst,
      raw,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(status);
  });

  test('a body that is not sent as JSON', async () => {
    const form = await api.call('POST', CASES, {
      as: api.keys.analyst,
      raw: 'title=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form.status).toBe(415);
    const merge = await patch(
      (await open()).key,
      { title: 'x' },
      { 'content-type': 'application/merge-patch+json', 'if-match': '*' },
    );
    expect(merge.status).toBe(200);
  });

  test('a body of more than 1 MB, counted as it comes', async () => {
    let sent = 0;
    const chunked = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
        if (sent > 64 * 1024 * 1024) controller.close();
      },
    });
    const answer = await api.call('POST', CASES, {
      as: api.keys.analyst,
      raw: chunked,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(413);
    expect(sent).toBeLessThan(2 * 1024 * 1024);
    const justFits = JSON.stringify({ text: ' '.repeat(1024 * 1024 - 11) });
    expect(Buffer.byteLength(justFits)).toBe(1024 * 1024);
    const extract = (raw: string) =>
      api.call('POST', '/api/v1/observables/extract', {
        as: api.keys.viewer,
        raw,
        headers: { 'content-type': 'application/json' },
      });
    expect((await extract(justFits)).status).toBe(200);
    expect((await extract(`${justFits} `)).status).toBe(413);
  });

  test.each([
    ['/deliveries/dry-run', {}],
    ['/mappings/preview', { expression: 'nowhere' }],
  ])('%s takes what a hook takes: 8 MB, quoted', async (path, more) => {
    const send = (length: number) =>
      api.call('POST', `/api/v1${path}`, {
        as: api.keys.admin,
        body: { connector: 'generic', body: `[${'""'.padEnd(length - 2, '\n')}]`, ...more },
      });
    expect((await send(8 * 1024 * 1024)).status).toBe(200);
    expect((await send(8 * 1024 * 1024 + 1)).status).toBe(400);
    expect((await send(9 * 1024 * 1024)).status).toBe(413);
  });
});

describe('versions', () => {
  test('a new case says where it stands and which version it is', async () => {
    const made = await open();
    expect(made.location).toBe(`${CASES}/${made.key}`);
    expect(made.etag).toBe('"1"');
    const read = await api.call('GET', made.location!, { as: api.keys.viewer });
    expect(read.headers.get('etag')).toBe('"1"');
  });

  test('PATCH and transition without If-Match are 428; `*` takes any version', async () => {
    const { key } = await open();
    expect((await patch(key, { title: 'Other' })).status).toBe(428);
    const move = (headers = {}) =>
      api.call('POST', `${CASES}/${key}/transition`, { as: api.keys.analyst, body: { state: 'triage' }, headers });
    expect((await move()).status).toBe(428);
    expect((await move({ 'if-match': '*' })).status).toBe(200);
    expect((await patch(key, { title: 'Other' }, { 'if-match': '*' })).headers.get('etag')).toBe('"3"');
  });

  test('412 with the case as it is, where a field that is set moved on; other fields do not matter', async () => {
    const { key, etag } = await open();
    expect((await patch(key, { title: 'Theirs' }, { 'if-match': etag })).status).toBe(200);
    const stale = await patch(key, { title: 'Mine' }, { 'if-match': etag });
    expect(stale.status).toBe(412);
    expect(await stale.json()).toMatchObject({
      status: 412,
      errors: [{ pointer: '/title' }],
      current: { key, title: 'Theirs', version: 2 },
    });
    expect((await patch(key, { severity: 'high' }, { 'if-match': etag })).status).toBe(200);
    for (const foreign of ['"999"', '"abc"', 'W/"x"'])
      expect((await patch(key, { title: 'Mine' }, { 'if-match': foreign })).status).toBe(412);
  });

  test('comments and observables raise no version', async () => {
    const { key } = await open();
    await api.call('POST', `${CASES}/${key}/comments`, { as: api.keys.analyst, body: { body: 'Seen.' } });
    await api.call('POST', `${CASES}/${key}/observables`, {
      as: api.keys.analyst,
      body: { items: [{ value: 'bad.example' }] },
    });
    expect((await api.call('GET', `${CASES}/${key}`, { as: api.keys.viewer })).headers.get('etag')).toBe('"1"');
  });
});

describe('Idempotency-Key', () => {
  const post = (key: string, body: unknown, path = CASES, as = api.keys.analyst) =>
    api.call('POST', path, { as, body, headers: { 'idempotency-key': key } });
  const count = async (title: string) =>
    Number((await api.floor.db.select({ n: sql`count(*)` }).from(cases).where(eq(cases.title, title)))[0]!.n);

  test('the same request gets the first answer, whatever happened since', async () => {
    const key = newKey();
    const first = await post(key, { ...input, title: 'Once' });
    const made = await first.json();
    await patch(made.key, { title: 'Renamed' }, { 'if-match': '*' });
    const second = await post(key, { ...input, title: 'Once' });
    expect(second.status).toBe(201);
    expect(second.headers.get('idempotency-replayed')).toBe('true');
    for (const name of ['etag', 'location', 'content-type'])
      expect(second.headers.get(name)).toBe(first.headers.get(name));
    expect(await second.json()).toEqual(made);
    expect(await count('Once')).toBe(0);
    expect(await count('Renamed')).toBe(1);
  });

  test('another body or another path with the same key is 422; another actor has keys of his own', async () => {
    const key = newKey();
    expect((await post(key, { ...input, title: 'Mine' })).status).toBe(201);
    expect((await post(key, { ...input, title: 'Other' })).status).toBe(422);
    expect((await post(key, { ...input, title: 'Mine' }, '/api/v1/observables/extract')).status).toBe(422);
    expect((await post(key, { ...input, title: 'Mine' }, CASES, api.keys.lead)).status).toBe(201);
    expect(await count('Mine')).toBe(2);
  });

  test('ten at once make one case; each gets its answer or is asked to come again', async () => {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post(key, { ...input, title: 'Race' })));
    const statuses = answers.map((answer) => answer.status);
    expect(statuses).toContain(201);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    for (const answer of answers) if (answer.status === 409) expect(answer.headers.get('retry-after')).toBe('1');
    expect(await count('Race')).toBe(1);
    expect((await post(key, { ...input, title: 'Race' })).status).toBe(201);
  });

  test('a refusal is an answer too', async () => {
    const key = newKey();
    expect((await post(key, { title: 'No severity' })).status).toBe(400);
    const again = await post(key, { title: 'No severity' });
    expect(again.status).toBe(400);
    expect(again.headers.get('content-type')).toBe('application/problem+json');
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  test('a first request that died with its process is taken over, and finds what it had done', async () => {
    const key = newKey();
    const first = await (await post(key, { ...input, title: 'Crash' })).json();
    await api.floor.db
      .update(idempotencyKeys)
      .set({ status: null, body: null, createdAt: new Date(Date.now() - 61_000) })
      .where(eq(idempotencyKeys.key, key));
    const again = await post(key, { ...input, title: 'Crash' });
    expect(again.status).toBe(201);
    expect((await again.json()).key).toBe(first.key);
    expect(await count('Crash')).toBe(1);
  });

  test('a key whose answer was forgotten is a new request: it does its own work', async () => {
    const key = newKey();
    const monday = await (await post(key, { ...input, title: 'Monday' })).json();
    await api.floor.db.delete(idempotencyKeys).where(eq(idempotencyKeys.key, key));
    const answer = await post(key, { ...input, title: 'Tuesday' });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ title: 'Tuesday' });
    expect(await count('Monday')).toBe(1);
    expect(await count('Tuesday')).toBe(1);
    expect(monday.title).toBe('Monday');
  });

  test('what broke may be tried again at once, and finds what it had done before it broke', async () => {
    const { claimKey } = await import('#lib/http/idempotency.ts');
    const request = { method: 'POST', path: '/x', raw: Buffer.from('{}') };
    const key = newKey();
    const claim = async () => {
      const claimed = await claimKey(key, 'user:1', request, new Date());
      if (claimed instanceof Response) throw new Error('answered already');
      return claimed;
    };
    const first = await claim();
    await expect(claim()).rejects.toMatchObject({ status: 409 });
    await first.release();
    expect((await claim()).effect).toBe(first.effect);
  });

  test('the key of a new API key is never kept', async () => {
    const key = newKey();
    const [first, second] = [
      await post(key, { name: 'K', role: 'viewer' }, '/api/v1/api-keys', api.keys.admin),
      await post(key, { name: 'K', role: 'viewer' }, '/api/v1/api-keys', api.keys.admin),
    ];
    expect(second.headers.get('idempotency-replayed')).toBeNull();
    expect((await first.json()).key).not.toBe((await second.json()).key);
    expect(await api.floor.db.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key))).toEqual([]);
  });

  test('a one-time password is shown once and stored nowhere', async () => {
    const key = newKey();
    const body = { name: 'Omar', email: 'omar@retail.example', role: 'analyst' };
    const first = await (await post(key, body, '/api/v1/members', api.keys.admin)).json();
    expect(first.oneTimePassword).toMatch(/^.{20}$/);
    const second = await post(key, body, '/api/v1/members', api.keys.admin);
    expect(second.status).toBe(201);
    const { oneTimePassword: _, ...rest } = first;
    expect(await second.json()).toEqual(rest);
    const kept = await api.floor.db
      .select()
      .from(effects)
      .where(like(sql`${effects.result}::text`, `%${first.oneTimePassword}%`));
    expect(kept).toEqual([]);
    expect(await api.floor.db.select().from(members).where(eq(members.email, body.email))).toHaveLength(1);
  });

  test('an empty or a very long key is refused', async () => {
    for (const key of ['', 'x'.repeat(256)]) expect((await post(key, input)).status).toBe(400);
  });
});

describe('where a browser comes from', () => {
  const from = async (headers: Record<string, string>) => {
    const { headers: session } = await api.signIn(api.floor.people.analyst);
    const { cookie } = session;
    return (await api.call('POST', CASES, { as: { cookie: cookie! }, body: input, headers })).status;
  };

  test('another site may change nothing with the cookie', async () => {
    expect(await from({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).toBe(403);
    expect(await from({ 'sec-fetch-site': 'same-site', origin: 'https://other.localhost' })).toBe(403);
    expect(await from({ origin: 'https://evil.example' })).toBe(403);
    expect(await from({ origin: 'null' })).toBe(403);
    expect(await from({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  });

  test('our own pages may, and a program without either header', async () => {
    expect(await from({ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' })).toBe(201);
    expect(await from({ origin: 'http://localhost:3000' })).toBe(201);
    expect(await from({})).toBe(201);
  });

  test('an API key carries no cookie: where it comes from does not matter', async () => {
    const answer = await api.call('POST', CASES, {
      as: api.keys.analyst,
      body: input,
      headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(201);
  });
});

test('a page of a list leads to the next', async () => {
  for (let i = 0; i < 5; i += 1) await open({ title: 'Paged', tags: ['paged'] });
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer = await api.call('GET', `${CASES}?tag=paged&limit=2${cursor ? `&cursor=${cursor}` : ''}`, {
      as: api.keys.viewer,
    });
    const page = await answer.json();
    expect(page.count).toEqual({ value: 5, capped: false });
    seen.push(...page.items.map((item: { key: string }) => item.key));
    cursor = page.nextCursor;
  }
  expect(new Set(seen).size).toBe(5);
  for (const query of ['limit=201', 'limit=0', 'cursor=nonsense'])
    expect((await api.call('GET', `${CASES}?${query}`, { as: api.keys.viewer })).status).toBe(400);
});
