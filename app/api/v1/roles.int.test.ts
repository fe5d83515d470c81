import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { members, sessions } from '#lib/db/schema/index.ts';
import { ROLES, type Role } from '#lib/domain/actor.ts';
import { OPERATIONS } from '#lib/http/contracts/index.ts';
import { testApi } from '../testing/api.ts';

const api = testApi();
const NOWHERE = randomUUID();

interface Row {
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** The answer to admin, lead, analyst and viewer. */
  expected: [number, number, number, number];
}

const all = (status: number): Row['expected'] => [status, status, status, status];
const workers = (status: number): Row['expected'] => [status, status, status, 403];
const leads = (status: number): Row['expected'] => [status, status, 403, 403];
const admins = (status: number): Row['expected'] => [status, 403, 403, 403];
const anyVersion = { 'if-match': '*' };

/** Every operation, by its id. `CASE` stands for a case that is there; the other ids lead nowhere. */
const ROWS: Record<string, Row> = {
  getMe: { path: '/me', expected: all(200) },
  changePassword: { path: '/me/password', body: { current: 'a', next: 'b' }, expected: all(403) },
  listCases: { path: '/cases', expected: all(200) },
  openCase: { path: '/cases', body: { title: 'Made', severity: 'low' }, expected: workers(201) },
  countCases: { path: '/cases/counts', expected: all(200) },
  getCase: { path: '/cases/CASE', expected: all(200) },
  updateCase: { path: '/cases/CASE', body: { store: 'Rome 1' }, headers: anyVersion, expected: workers(200) },
  transitionCase: {
    path: '/cases/CASE/transition',
    body: { state: 'closed' },
    headers: anyVersion,
    expected: workers(400),
  },
  acknowledgeCase: { path: '/cases/CASE/acknowledge', expected: workers(200) },
  assignCase: { path: '/cases/CASE/assign', body: { assignee: null }, expected: workers(200) },
  commentOnCase: { path: '/cases/CASE/comments', body: { body: 'Seen.' }, expected: workers(201) },
  addLink: { path: '/cases/CASE/links', body: { title: 'A', url: 'https://a.example' }, expected: workers(201) },
  addObservables: {
    path: '/cases/CASE/observables',
    body: { items: [{ value: '203.0.113.7' }] },
    expected: workers(201),
  },
  completeTask: { path: `/cases/CASE/tasks/${NOWHERE}`, body: { done: true }, expected: workers(404) },
  pressAction: { path: '/cases/CASE/actions/none', body: {}, expected: workers(404) },
  listTimeline: { path: '/cases/CASE/timeline', expected: all(200) },
  listCaseObservables: { path: '/cases/CASE/observables', expected: all(200) },
  listCaseEvents: { path: '/cases/CASE/events', expected: all(200) },
  listCaseRuns: { path: '/cases/CASE/runs', expected: all(200) },
  listObservables: { path: '/observables', expected: all(200) },
  getObservable: { path: `/observables/${NOWHERE}`, expected: all(404) },
  extractObservables: { path: '/observables/extract', body: { text: 'hxxp://bad[.]example' }, expected: all(200) },
  listAllowList: { path: '/allow-list', expected: all(200) },
  addToAllowList: {
    path: '/allow-list',
    body: { kind: 'domain_suffix', value: 'retail.example' },
    expected: [201, 409, 403, 403],
  },
  removeFromAllowList: { path: `/allow-list/${NOWHERE}`, expected: leads(404) },
  listRuns: { path: '/runs', expected: all(200) },
  getRun: { path: `/runs/${NOWHERE}`, expected: all(404) },
  cancelRun: { path: `/runs/${NOWHERE}/cancel`, expected: all(404) },
  replayRun: { path: `/runs/${NOWHERE}/replay`, expected: all(404) },
  listAutomations: { path: '/automations', expected: all(200) },
  getAutomation: { path: '/automations/wiz-incident', expected: all(200) },
  updateAutomation: { path: '/automations/wiz-incident', body: { enabled: true }, expected: admins(200) },
  listRunbooks: { path: '/runbooks', expected: all(200) },
  listDeliveries: { path: '/deliveries', expected: all(200) },
  getDelivery: { path: `/deliveries/${NOWHERE}`, expected: all(404) },
  redeliver: { path: `/deliveries/${NOWHERE}/redeliver`, expected: leads(404) },
  redeliverAlike: { path: '/deliveries/redeliver', body: { connector: 'wiz' }, expected: leads(202) },
  listSourceHealth: { path: '/deliveries/sources', expected: all(200) },
  dryRun: { path: '/deliveries/dry-run', body: { connector: 'wiz', body: '{}' }, expected: workers(200) },
  listConnectors: { path: '/connectors', expected: all(200) },
  getConnector: { path: '/connectors/wiz', expected: all(200) },
  putConnector: { path: '/connectors/wiz', body: { enabled: true }, expected: admins(200) },
  testConnector: { path: '/connectors/wiz/test', expected: admins(200) },
  listSources: { path: '/sources', expected: all(200) },
  getSource: { path: '/sources/nobody', expected: all(404) },
  putSource: { path: '/sources/acme', body: { enabled: true }, expected: admins(200) },
  listMappings: { path: '/mappings?connector=wiz', expected: all(200) },
  saveMapping: {
    path: '/mappings',
    body: { connector: 'generic', expression: '{"title": title}' },
    expected: admins(201),
  },
  activateMapping: { path: '/mappings/shipped:generic/activate', expected: admins(200) },
  previewMapping: {
    path: '/mappings/preview',
    body: { connector: 'wiz', expression: '1', body: '{}' },
    expected: admins(200),
  },
  listMembers: { path: '/members', expected: all(200) },
  createMember: {
    path: '/members',
    body: { name: 'New', email: `new.${NOWHERE}@retail.example`, role: 'analyst' },
    expected: admins(201),
  },
  updateMember: { path: `/members/${NOWHERE}`, body: { name: 'X' }, expected: admins(404) },
  listApiKeys: { path: '/api-keys', expected: admins(200) },
  createApiKey: { path: '/api-keys', body: { name: 'K', role: 'viewer' }, expected: admins(201) },
  updateApiKey: { path: `/api-keys/${NOWHERE}`, body: { name: 'X' }, expected: admins(404) },
  revokeApiKey: { path: `/api-keys/${NOWHERE}`, expected: admins(404) },
};

let key = '';
beforeAll(async () => {
  const made = await api.call('POST', '/api/v1/cases', {
    as: api.keys.analyst,
    body: { title: 'T', severity: 'high' },
  });
  key = (await made.json()).key;
});

const pathOf = ({ path }: Row) => `/api/v1${path.replace('/CASE', `/${key}`)}`;

test('the table names every operation', () => {
  expect(Object.keys(ROWS).sort()).toEqual(OPERATIONS.map(({ id }) => id).sort());
});

describe.each(OPERATIONS)('$contract.method $contract.path', ({ id, contract }) => {
  const row = ROWS[id]!;
  test.each(ROLES.map((role, at): [Role, number] => [role, row.expected[at]!]))('%s → %i', async (role, status) => {
    const answer = await api.call(contract.method, pathOf(row), {
      as: api.keys[role],
      body: row.body,
      ...(row.headers && { headers: row.headers }),
    });
    const text = await answer.text();
    expect(answer.status, text).toBe(status);
    if (!answer.ok) {
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(JSON.parse(text)).toMatchObject({
        type: 'about:blank',
        status,
        title: expect.any(String),
        detail: expect.any(String),
      });
    } else if (contract.answer.schema) {
      expect(status).toBe(contract.answer.status);
      const parsed = contract.answer.schema.safeParse(JSON.parse(text));
      expect(parsed.error?.issues, text).toBeUndefined();
    }
  });

  test('nobody → 401', async () => {
    const answer = await api.call(contract.method, pathOf(row), { body: row.body });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  });
});

describe('who is nobody', () => {
  const me = async (as: Record<string, string>) => (await api.call('GET', '/api/v1/me', { as })).status;

  test('a key that has expired or was revoked, an unknown one, and another scheme', async () => {
    const past = new Date(Date.now() - 1000);
    expect(await me(await api.makeKey('admin', { expiresAt: past }))).toBe(401);
    expect(await me(await api.makeKey('admin', { revokedAt: past }))).toBe(401);
    expect(await me({ authorization: 'Bearer wf_unknownunknownunknown' })).toBe(401);
    expect(await me({ authorization: 'Basic d2Y6d2Y=' })).toBe(401);
    expect(await me({ cookie: 'watchfloor-session=%E0%A4%A' })).toBe(401);
  });

  test('a wrong key does not fall back to the cookie beside it', async () => {
    const { headers } = await api.signIn(api.floor.people.admin);
    expect(await me(headers)).toBe(200);
    expect(await me({ ...headers, authorization: 'Bearer wf_unknownunknownunknown' })).toBe(401);
  });

  test('a session that was ended or has expired, and one of a disabled member, from that moment', async () => {
    const { people, db } = api.floor;
    const past = new Date(Date.now() - 1000);
    expect(await me((await api.signIn(people.lead, { expiresAt: past })).headers)).toBe(401);
    const open = await api.signIn(people.lead);
    expect(await me(open.headers)).toBe(200);
    await db.update(sessions).set({ revokedAt: new Date() }).where(eq(sessions.id, open.id));
    expect(await me(open.headers)).toBe(401);

    const disabled = await api.signIn(people.colleague);
    expect(await me(disabled.headers)).toBe(200);
    const answer = await api.call('PATCH', `/api/v1/members/${people.colleague.id}`, {
      as: api.keys.admin,
      body: { disabled: true },
    });
    expect(answer.status).toBe(200);
    expect(await me(disabled.headers)).toBe(401);
  });
});

describe('a one-time password', () => {
  test('opens nothing but /me until it is changed; the change ends the other sessions', async () => {
    const made = await api.call('POST', '/api/v1/members', {
      as: api.keys.admin,
      body: { name: 'Nina', email: 'nina@retail.example', role: 'analyst' },
    });
    const { id, oneTimePassword } = await made.json();
    const [nina] = await api.floor.db.select().from(members).where(eq(members.id, id));
    const here = (await api.signIn(nina!)).headers;
    const there = (await api.signIn(nina!)).headers;
    const status = async (as: Record<string, string>, path: string) => (await api.call('GET', path, { as })).status;

    expect(await (await api.call('GET', '/api/v1/me', { as: here })).json()).toMatchObject({
      mustChangePassword: true,
    });
    expect(await status(here, '/api/v1/cases')).toBe(403);
    const change = (current: string, next: string) =>
      api.call('POST', '/api/v1/me/password', { as: here, body: { current, next } });
    expect((await change('wrong', 'a new password 1')).status).toBe(400);
    expect((await change(oneTimePassword, 'a new password 1')).status).toBe(204);
    expect(await status(here, '/api/v1/cases')).toBe(200);
    expect(await status(there, '/api/v1/cases')).toBe(401);
  });
});
