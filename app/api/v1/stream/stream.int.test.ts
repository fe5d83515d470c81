import { eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { newId } from '#lib/db/id.ts';
import * as schema from '#lib/db/schema/index.ts';
import { sessions } from '#lib/db/schema/index.ts';
import { MAX_MISSED, resumeFeed } from '#lib/services/outbox/resume-feed.ts';
import { testApi } from '../../testing/api.ts';

const api = testApi();
const open = new Set<AbortController>();

afterEach(() => {
  for (const controller of open) controller.abort();
  open.clear();
});

interface Heard {
  event: string;
  id: string;
  data: { name?: string; key?: string; deliveryId?: string; setting?: string };
}

/** A stream as a client reads it: `next` waits for the next change that fits. */
async function listen(as: Record<string, string>, lastId?: string) {
  const controller = new AbortController();
  open.add(controller);
  const headers: Record<string, string> = lastId === undefined ? {} : { 'last-event-id': lastId };
  const response = await api.call('GET', '/api/v1/stream', { as, headers, signal: controller.signal });
  if (response.status !== 200)
    return {
      response,
      next: () => Promise.reject(new Error(`${response.status}`)),
      ended: Promise.resolve(),
      heard: [],
    };
  const heard: Heard[] = [];
  let wake = () => {};
  const ended = (async () => {
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop()!;
      for (const block of blocks) {
        const fields = Object.fromEntries(
          block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
        );
        if (fields.event) heard.push({ event: fields.event, id: fields.id!, data: JSON.parse(fields.data!) });
      }
      wake();
    }
  })();
  const next = async (fits: (one: Heard) => boolean): Promise<Heard> => {
    for (;;) {
      const found = heard.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  await next((one) => one.event === 'hello');
  return { response, heard, next, ended };
}

const input = { title: 'Told', severity: 'high' };
async function openCase(fields: Record<string, unknown> = {}): Promise<string> {
  const answer = await api.call('POST', '/api/v1/cases', { as: api.keys.lead, body: { ...input, ...fields } });
  return (await answer.json()).key;
}
const isAbout = (key: string, name: string) => (one: Heard) => one.data.key === key && one.data.name === name;

test('the headers let nothing between us hold it back', async () => {
  const { response } = await listen(api.keys.viewer);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  });
});

test('a change is told to everybody who may see it, with its name and key', async () => {
  const streams = await Promise.all([
    listen(api.keys.viewer),
    listen((await api.signIn(api.floor.people.analyst)).headers),
  ]);
  const key = await openCase();
  for (const stream of streams) {
    const told = await stream.next(isAbout(key, 'case/created'));
    expect(told).toMatchObject({ event: 'change', id: expect.stringMatching(/^\d+-\d+$/) });
  }
});

test('what was told before is not told again to who comes new', async () => {
  const earlier = await listen(api.keys.viewer);
  const before = await openCase();
  await earlier.next(isAbout(before, 'case/severity.changed'));
  const { heard, next } = await listen(api.keys.viewer);
  const key = await openCase();
  await next(isAbout(key, 'case/created'));
  expect(heard.filter((one) => one.data.key === before)).toEqual([]);
});

describe('who comes back', () => {
  test('with the last id hears what it missed, in order, each once, and then what is new', async () => {
    const first = await listen(api.keys.viewer);
    const known = await openCase();
    const { id } = await first.next(isAbout(known, 'case/created'));
    const missed = [await openCase(), await openCase(), await openCase()];
    const second = await listen(api.keys.viewer, id);
    const fresh = await openCase();
    await second.next(isAbout(fresh, 'case/created'));
    const created = second.heard.filter((one) => one.data.name === 'case/created').map((one) => one.data.key);
    expect(created).toEqual([...missed, fresh]);
  });

  test('with an id that is none starts at the end', async () => {
    const { next, heard } = await listen(api.keys.viewer, 'nonsense');
    const key = await openCase();
    expect(await next((one) => one.event === 'reset')).toMatchObject({ id: heard[0]!.id });
    expect(await next(isAbout(key, 'case/created'))).toBeDefined();
  });

  test('after too long is told to read everything again, and then what is new', async () => {
    const first = await listen(api.keys.viewer);
    await api.floor.db.execute(sql`
      insert into outbox (id, name, data, created_at)
      select gen_random_uuid(), 'wiz/issue.received', '{}', now() from generate_series(1, ${MAX_MISSED + 1})`);
    const { id } = first.heard[0]!;
    // They can be read once no older transaction of the whole server runs.
    await expect.poll(async () => (await resumeFeed(api.floor.db, id)).reset).toBe(true);
    const second = await listen(api.keys.viewer, id);
    await second.next((one) => one.event === 'reset');
    const key = await openCase();
    await second.next(isAbout(key, 'case/created'));
    const missed = second.heard.filter((one) => one.data.name === 'wiz/issue.received');
    expect(missed).toEqual([]);
  });

  test('misses nothing of a transaction that commits late', async () => {
    const first = await listen(api.keys.viewer);
    const client = new pg.Client({ connectionString: api.floor.url });
    await client.connect();
    const late = newId();
    await client.query('begin');
    await drizzle(client, { schema })
      .insert(schema.outbox)
      .values({
        id: newId(),
        name: 'wiz/issue.received',
        data: { deliveryId: late },
        createdAt: new Date(),
      });
    // Commits first, although it was begun later: a reader who goes by the row's number alone would pass over the other.
    const key = await openCase();
    const second = await listen(api.keys.viewer, first.heard[0]!.id);
    await client.query('commit');
    await client.end();
    for (const stream of [first, second]) {
      await stream.next(isAbout(key, 'case/created'));
      const told = stream.heard.filter((one) => one.data.deliveryId === late);
      expect(told).toHaveLength(1);
    }
  });
});

describe('a setting that somebody changes', () => {
  const isSetting = (setting: string) => (one: Heard) => one.data.setting === setting;

  test('is told by its kind to the open sessions of others', async () => {
    const { people } = api.floor;
    const streams = [];
    for (const person of [people.analyst, people.colleague])
      streams.push(await listen((await api.signIn(person)).headers));
    const admin = (await api.signIn(people.admin)).headers;
    const set = async (method: string, path: string, body: unknown) =>
      expect((await api.call(method, path, { as: admin, body })).ok).toBe(true);
    await set('POST', '/api/v1/states', { name: 'Waiting for the store', stage: 'on_hold' });
    await set('POST', '/api/v1/stores', { name: 'Roma 12', timeZone: 'Europe/Rome' });
    await set('PATCH', `/api/v1/members/${people.viewer.id}`, { name: 'Vera V.' });
    for (const { next } of streams) {
      for (const setting of ['state', 'store', 'member'])
        expect(await next(isSetting(setting))).toMatchObject({ data: { name: 'settings/changed', setting } });
    }
  });

  test('is not told where nothing of it changed, nor to who may not read it', async () => {
    const { people } = api.floor;
    const viewer = await listen((await api.signIn(people.viewer)).headers);
    const admin = await listen(api.keys.admin);
    const same = { name: people.lead.name };
    expect((await api.call('PATCH', `/api/v1/members/${people.lead.id}`, { as: api.keys.admin, body: same })).ok).toBe(
      true,
    );
    const body = { name: 'Exporter', role: 'viewer' };
    expect((await api.call('POST', '/api/v1/api-keys', { as: api.keys.admin, body })).status).toBe(201);
    await admin.next(isSetting('api_key'));
    const key = await openCase();
    for (const stream of [admin, viewer]) await stream.next(isAbout(key, 'case/created'));
    expect(admin.heard.filter(isSetting('member'))).toEqual([]);
    expect(viewer.heard.filter((one) => one.data.setting !== undefined)).toEqual([]);
  });
});

describe('what may not be seen is not told', () => {
  test('a restricted case, to an analyst who is not on it', async () => {
    const { people } = api.floor;
    const lead = await listen(api.keys.lead);
    const outsider = await listen((await api.signIn(people.colleague)).headers);
    const insider = await listen((await api.signIn(people.analyst)).headers);
    const secret = await openCase({ restricted: true, assignee: people.analyst.id });
    const plain = await openCase();
    for (const stream of [lead, insider]) await stream.next(isAbout(secret, 'case/created'));
    await outsider.next(isAbout(plain, 'case/created'));
    expect(outsider.heard.filter((one) => one.data.key === secret)).toEqual([]);
  });
});

describe('it ends', () => {
  test('for nobody before it begins', async () => {
    const { response } = await listen({});
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });

  test('with the process', async () => {
    const streams = await Promise.all([listen(api.keys.viewer), listen(api.keys.lead)]);
    const { shutdown } = await import('#lib/http/shutdown.ts');
    await shutdown();
    await Promise.all(streams.map((stream) => stream.ended));
  });

  test('with the session', async () => {
    const { changeStream } = await import('#lib/realtime/stream.ts');
    const { identify } = await import('#lib/auth/identify.ts');
    const { createHub } = await import('#lib/realtime/hub.ts');
    const { database } = await import('#lib/http/database.ts');
    const { id, headers } = await api.signIn(api.floor.people.analyst);
    const request = new Request('http://localhost', { headers });
    const recheck = async () => (await identify(request, new Date()))?.actor ?? null;
    const hub = createHub(database().db, api.floor.url);
    let ends = 0;
    const body = changeStream({
      db: database().db,
      hub,
      actor: (await recheck())!,
      after: null,
      recheck,
      signal: new AbortController().signal,
      onEnd: () => (ends += 1),
      checkMs: 20,
    });
    const read = new Response(body).text();
    await api.floor.db.update(sessions).set({ revokedAt: new Date() }).where(eq(sessions.id, id));
    expect(await read).toContain('event: hello');
    expect(ends).toBe(1);
    await hub.close();
  });
});
