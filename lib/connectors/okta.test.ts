import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OKTA_PEOPLE, type OktaEmulator, oktaEvent, startOkta } from '#e2e/vendors/okta.ts';
import type { ConnectorErrorClass } from './http.ts';
import { nextQuery } from './okta/link.ts';
import { rateLimitOf } from './okta/rate-limit.ts';
import {
  getUser,
  type LogPosition,
  listUserGroups,
  listUserRoles,
  type OktaConnection,
  readLog,
  test as testOkta,
} from './okta.ts';
import { failing } from './testing/failing.ts';

let okta: OktaEmulator;
const [rossi, novak] = OKTA_PEOPLE as [(typeof OKTA_PEOPLE)[number], (typeof OKTA_PEOPLE)[number]];

beforeEach(async () => {
  okta = await startOkta();
});
afterEach(() => okta.close());

const conn = (changes: Partial<OktaConnection> = {}): OktaConnection => ({
  baseUrl: okta.url,
  apiToken: okta.apiToken,
  allowedNetworks: ['127.0.0.0/8'],
  ...changes,
});

const failsAs = failing(() => [okta.apiToken]);

describe('a user', () => {
  it('is had by id and by login', async () => {
    expect(await getUser(conn(), rossi.id)).toMatchObject({
      id: rossi.id,
      status: 'ACTIVE',
      profile: { email: rossi.login },
    });
    expect(await getUser(conn(), rossi.login)).toMatchObject({ id: rossi.id });
    expect(okta.requests[1]?.path).toBe('/api/v1/users/maria.rossi%40retail.example');
  });

  it('that Okta does not know is null, also of its groups and roles', async () => {
    expect(await getUser(conn(), 'nobody@retail.example')).toBeNull();
    expect(await listUserGroups(conn(), 'nobody')).toBeNull();
    expect(await listUserRoles(conn(), 'nobody')).toBeNull();
  });

  it('cannot be named so that another path is asked', async () => {
    expect(await getUser(conn(), `${rossi.id}/groups`)).toBeNull();
    expect(okta.requests[0]?.path).toBe(`/api/v1/users/${rossi.id}%2Fgroups`);
  });

  it('has all the groups, page by page', async () => {
    const list = await listUserGroups(conn(), rossi.id);
    expect(list?.items.map(({ id }) => id)).toEqual(['00geveryone', '00gstores', '00gvip0001']);
    expect(list?.items[2]).toMatchObject({ type: 'OKTA_GROUP', profile: { name: 'VIP' } });
    expect(list?.rate).toMatchObject({ limit: 600, remaining: 598 });
    expect(okta.requests).toHaveLength(2);
    expect((await listUserGroups(conn(), novak.id))?.items.map(({ id }) => id)).toEqual(['00geveryone', '00gstores']);
  });

  it('has roles', async () => {
    okta.roles.set(novak.id, ['SUPER_ADMIN']);
    expect((await listUserRoles(conn(), novak.id))?.items).toMatchObject([{ type: 'SUPER_ADMIN', status: 'ACTIVE' }]);
    expect((await listUserRoles(conn(), rossi.id))?.items).toEqual([]);
  });
});

describe('the System Log', () => {
  const START = '2026-03-02T06:00:00.000Z';

  async function all(from: LogPosition, limit: number) {
    const uuids: string[] = [];
    let pages = 0;
    for (let position: LogPosition = from; ; ) {
      const page = await readLog(conn(), position, limit);
      pages += 1;
      uuids.push(...page.events.map((event) => (event as { uuid: string }).uuid));
      if (page.cursor === null || page.events.length === 0) return { uuids, pages, cursor: page.cursor };
      position = { cursor: page.cursor };
    }
  }

  it('is followed: what comes later is read on from the cursor, each event once', async () => {
    okta.log.push(...[0, 1, 2, 3, 4].map((n) => oktaEvent(n)));
    const first = await all({ since: START }, 2);
    expect(first.uuids).toEqual([0, 1, 2, 3, 4].map((n) => oktaEvent(n).uuid));
    expect(first.cursor).not.toBeNull();
    okta.log.push(oktaEvent(5), oktaEvent(6));
    const later = await all({ cursor: first.cursor! }, 2);
    expect(later.uuids).toEqual([oktaEvent(5).uuid, oktaEvent(6).uuid]);
    expect((await all({ cursor: later.cursor! }, 2)).uuids).toEqual([]);
  });

  it('is asked for in the order of its writing, at most 1,000 rows at once', async () => {
    await readLog(conn(), { since: START }, 5_000);
    expect(Object.fromEntries(okta.requests[0]!.query)).toEqual({
      since: START,
      sortOrder: 'ASCENDING',
      limit: '1000',
    });
  });

  it('that is bounded ends', async () => {
    okta.log.push(...[0, 1, 2, 3].map((n) => oktaEvent(n)));
    const until = oktaEvent(3).published;
    const read = await all({ since: oktaEvent(1).published, until }, 1);
    expect(read.uuids).toEqual([oktaEvent(1).uuid, oktaEvent(2).uuid]);
    expect(read.cursor).toBeNull();
  });

  it('can be filtered by what Okta understands', async () => {
    okta.log.push(...[0, 1, 2, 3].map((n) => oktaEvent(n)));
    const filter = 'eventType eq "user.session.start"';
    expect((await readLog(conn(), { since: START, filter })).events).toHaveLength(1);
    await failsAs('bad_request', readLog(conn(), { since: START, filter: 'nonsense' }));
  });

  it('refuses a cursor that has expired', async () => {
    await failsAs('bad_request', readLog(conn(), { cursor: 'after=1_99&limit=10' }));
  });
});

describe('limits', () => {
  it('say how long to wait, by the clock of the server', async () => {
    okta.mode = 'rate-limited';
    okta.clockAheadMs = 3_600_000;
    const error = await failsAs('rate_limited', getUser(conn(), rossi.id));
    expect(error.message).toContain('E0000047');
    // Whole seconds on the wire, and one more for the bucket.
    expect(error.retryAfterMs).toBeGreaterThan(41_000);
    expect(error.retryAfterMs).toBeLessThanOrEqual(43_000);
  });

  it("leave the organisation's last request to others", async () => {
    okta.remaining = 1;
    const error = await failsAs('rate_limited', listUserGroups(conn(), rossi.id));
    expect(error.retryAfterMs).toBeGreaterThan(40_000);
    expect(okta.requests).toHaveLength(1);
  });

  it('are null where an answer tells none', () => {
    expect(rateLimitOf({}, new Date())).toBeNull();
    expect(rateLimitOf({ 'x-rate-limit-limit': '600', 'x-rate-limit-remaining': 'x' }, new Date())).toBeNull();
  });
});

describe('errors', () => {
  it.each<[name: string, mode: OktaEmulator['mode'], kind: ConnectorErrorClass, words: string]>([
    ['a missing permission', 'forbidden', 'forbidden', 'E0000006'],
    ['an outage', 'down', 'transient', 'E0000009'],
  ])('%s', async (_name, mode, kind, words) => {
    okta.mode = mode;
    expect((await failsAs(kind, listUserGroups(conn(), rossi.id))).message).toContain(words);
  });

  it('a wrong token is auth', async () => {
    const error = await failsAs('auth', getUser(conn({ apiToken: 'expired-token' }), rossi.id));
    expect(error.message).toBe('Okta: answered 401 (E0000011: Invalid token provided)');
  });

  it('a slow answer is transient, a private host is refused', async () => {
    okta.mode = 'slow';
    await failsAs('transient', getUser(conn({ fetchOptions: { totalMs: 200 } }), rossi.id));
    await failsAs('refused', getUser(conn({ allowedNetworks: [] }), rossi.id));
  });

  it('a wrong address is no unknown user', async () => {
    await failsAs('bad_request', getUser(conn({ baseUrl: `${okta.url}/other` }), rossi.id));
  });
});

it('the test tells whose token it is, with or without the root of the API', async () => {
  expect(await testOkta(conn())).toEqual({ login: rossi.login });
  expect(await testOkta(conn({ baseUrl: `${okta.url}/api/v1/` }))).toEqual({ login: rossi.login });
  await failsAs('auth', testOkta(conn({ apiToken: 'wrong-token' })));
});

describe('the next page', () => {
  const self = '<https://retail.okta.com/api/v1/logs?limit=2>; rel="self"';
  const next = '<https://retail.okta.com/api/v1/logs?limit=2&after=1_2>; rel="next"';
  it.each<[name: string, link: string | string[] | undefined, query: string | null]>([
    ['two headers', [self, next], 'limit=2&after=1_2'],
    ['one header', `${self}, ${next}`, 'limit=2&after=1_2'],
    ['the other way round', `${next}, ${self}`, 'limit=2&after=1_2'],
    ['without quotes', '<https://x.example/?a=1>; rel=next', 'a=1'],
    ['another host: only the query is taken', '<https://evil.example/steal?after=7>; rel="next"', 'after=7'],
    ['only itself', self, null],
    ['a relation that only begins so', '<https://x.example/?a=1>; rel="next-archive"', null],
    ['none', undefined, null],
    ['no address', '<nonsense>; rel="next"', null],
  ])('%s', (_name, link, query) => {
    expect(nextQuery({ link })).toBe(query);
  });
});
