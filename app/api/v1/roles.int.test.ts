import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { members, sessions } from '#lib/db/schema/index.ts';
import { DESK_ROLES, type DeskRole } from '#lib/domain/actor.ts';
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
  // A key has no shift; the members' own is tested beside its verb.
  setOwnShift: { path: '/me/shift', body: { onShift: true }, expected: all(403) },
  listCases: { path: '/cases', expected: all(200) },
  openCase: { path: '/cases', body: { title: 'Made', severity: 'low' }, expected: workers(201) },
  countCases: { path: '/cases/counts', expected: all(200) },
  caseFacets: { path: '/cases/facets?severity=high', expected: all(200) },
  bulkChange: {
    path: '/cases/bulk',
    body: { keys: ['CASE-999999'], change: { severity: 'high' } },
    expected: workers(200),
  },
  undoBulk: { path: `/cases/bulk/${NOWHERE}/undo`, expected: workers(404) },
  listViews: { path: '/views', expected: all(200) },
  createView: {
    path: '/views',
    body: { name: 'Tills', query: 'tag=till', shared: true },
    expected: [201, 409, 409, 403],
  },
  updateView: { path: `/views/${NOWHERE}`, body: { name: 'X' }, expected: all(404) },
  removeView: { path: `/views/${NOWHERE}`, expected: all(404) },
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
  updateTask: { path: `/cases/CASE/tasks/${NOWHERE}`, body: { done: true }, expected: workers(404) },
  addTask: { path: '/cases/CASE/tasks', body: { title: 'Call the store' }, expected: workers(201) },
  removeTask: { path: `/cases/CASE/tasks/${NOWHERE}`, expected: workers(404) },
  editComment: { path: `/cases/CASE/comments/${NOWHERE}`, body: { body: 'Again.' }, expected: workers(404) },
  listCommentRevisions: { path: `/cases/CASE/comments/${NOWHERE}/revisions`, expected: all(404) },
  addWatcher: { path: '/cases/CASE/watchers', body: {}, expected: all(403) },
  removeWatcher: { path: `/cases/CASE/watchers/${NOWHERE}`, expected: workers(404) },
  addCollaborator: { path: '/cases/CASE/collaborators', body: { member: 'nobody' }, expected: workers(400) },
  removeCollaborator: { path: `/cases/CASE/collaborators/${NOWHERE}`, expected: workers(404) },
  listOnlookers: { path: '/cases/CASE/presence', expected: all(200) },
  lookAtCase: { path: '/cases/CASE/presence', body: { page: 'p' }, expected: all(403) },
  leaveCase: { path: '/cases/CASE/presence', body: { page: 'p' }, expected: all(204) },
  listInvestigations: { path: '/cases/CASE/scout', expected: all(200) },
  // Scout never had the case.
  undoScout: { path: '/cases/CASE/scout/undo', body: {}, expected: workers(404) },
  listScoutWork: { path: '/scout/work', expected: all(200) },
  getScoutFigures: { path: '/scout/figures', expected: all(200) },
  listCaseAiOutputs: { path: '/cases/CASE/ai-outputs', expected: all(200) },
  getCaseAiOutput: { path: `/cases/CASE/ai-outputs/${NOWHERE}`, expected: all(404) },
  listCaseDevices: { path: '/cases/CASE/devices', expected: all(200) },
  listAttack: { path: '/cases/CASE/attack', expected: all(200) },
  exportCase: { path: '/cases/CASE/export', expected: all(200) },
  exportCasePdf: { path: '/cases/CASE/export/pdf', expected: all(200) },
  listClosingMacros: { path: '/closing-macros', expected: all(200) },
  addClosingMacro: {
    path: '/closing-macros',
    body: { title: 'Known scanner', verdict: 'benign_positive', summary: 'Our own scanner.' },
    expected: leads(201),
  },
  removeClosingMacro: { path: `/closing-macros/${NOWHERE}`, expected: leads(404) },
  listHandOvers: { path: '/hand-overs', expected: workers(200) },
  draftHandOver: { path: '/hand-overs/draft', expected: workers(200) },
  offerHandOver: {
    path: '/hand-overs',
    body: { to: 'nobody@retail.example', items: [{ case: 'CASE-1' }] },
    expected: all(403),
  },
  getHandOver: { path: `/hand-overs/${NOWHERE}`, expected: workers(404) },
  acceptHandOver: { path: `/hand-overs/${NOWHERE}/accept`, body: {}, expected: workers(404) },
  declineHandOver: { path: `/hand-overs/${NOWHERE}/decline`, body: { reason: 'Away.' }, expected: workers(404) },
  withdrawHandOver: { path: `/hand-overs/${NOWHERE}/withdraw`, expected: workers(404) },
  listNotices: { path: '/notices', expected: all(200) },
  countUnread: { path: '/notices/unread', expected: all(200) },
  // A key is told nothing; what members may is tested beside the verbs.
  markRead: { path: `/notices/${NOWHERE}/read`, body: {}, expected: all(403) },
  markAllRead: { path: '/notices/read-all', body: {}, expected: all(403) },
  getNoticePreferences: { path: '/me/notice-preferences', expected: all(403) },
  putNoticePreferences: {
    path: '/me/notice-preferences',
    body: { channels: {}, quietHours: null },
    expected: all(403),
  },
  listStakeholders: { path: '/stakeholders', expected: all(200) },
  createStakeholders: { path: '/stakeholders', body: { name: 'Board', groups: ['Board'] }, expected: admins(201) },
  updateStakeholders: { path: `/stakeholders/${NOWHERE}`, body: { name: 'X' }, expected: admins(404) },
  removeStakeholders: { path: `/stakeholders/${NOWHERE}`, expected: admins(404) },
  listAccessRequests: { path: '/access-requests', expected: all(200) },
  requestAccess: {
    path: '/access-requests',
    body: { email: 'maria@shop.example', reason: 'Install the printer driver' },
    // One request a person at a time.
    expected: [201, 409, 409, 409],
  },
  exportAccessRequests: { path: '/access-requests/export', expected: all(200) },
  getAccessRequest: { path: `/access-requests/${NOWHERE}`, expected: all(404) },
  approveAccessRequest: { path: `/access-requests/${NOWHERE}/approve`, body: {}, expected: leads(404) },
  denyAccessRequest: { path: `/access-requests/${NOWHERE}/deny`, body: {}, expected: leads(404) },
  revokeAccessRequest: { path: `/access-requests/${NOWHERE}/revoke`, body: {}, expected: all(404) },
  cancelAccessRequest: { path: `/access-requests/${NOWHERE}/cancel`, expected: all(404) },
  consentToAccessRequest: { path: `/access-requests/${NOWHERE}/consent`, body: { agree: true }, expected: all(404) },
  pickAccessDevice: { path: `/access-requests/${NOWHERE}/device`, body: { choice: '1' }, expected: all(404) },
  pressAction: { path: '/cases/CASE/actions/none', body: {}, expected: workers(404) },
  listTimeline: { path: '/cases/CASE/timeline', expected: all(200) },
  listCaseObservables: { path: '/cases/CASE/observables', expected: all(200) },
  listCaseEvents: { path: '/cases/CASE/events', expected: all(200) },
  listCaseRuns: { path: '/cases/CASE/runs', expected: all(200) },
  listObservables: { path: '/observables', expected: all(200) },
  getObservable: { path: `/observables/${NOWHERE}`, expected: all(404) },
  updateObservable: { path: `/observables/${NOWHERE}`, body: { verdict: 'benign' }, expected: workers(404) },
  listHoldingCases: { path: `/observables/${NOWHERE}/cases`, expected: all(404) },
  listEnrichments: { path: `/observables/${NOWHERE}/enrichments`, expected: all(404) },
  askEnrichment: { path: `/observables/${NOWHERE}/enrich`, expected: workers(404) },
  recordEnrichment: {
    path: `/observables/${NOWHERE}/enrichments`,
    body: { source: 'otx', state: 'unknown' },
    expected: workers(404),
  },
  listObservableEvents: { path: `/observables/${NOWHERE}/events`, expected: all(404) },
  markObservable: { path: `/cases/CASE/observables/${NOWHERE}`, body: { key: true }, expected: workers(404) },
  getRelated: { path: '/cases/CASE/related', expected: all(200) },
  linkCases: { path: '/cases/CASE/related', body: { key: 'CASE-99999' }, expected: workers(404) },
  unlinkCases: { path: '/cases/CASE/related/CASE-99999', expected: workers(404) },
  previewMerge: { path: '/cases/CASE/merge?into=CASE-99999', expected: workers(404) },
  mergeCase: { path: '/cases/CASE/merge', body: { into: 'CASE-99999' }, expected: workers(404) },
  unmergeCase: { path: '/cases/CASE/unmerge', expected: workers(409) },
  detachFromCase: { path: '/cases/CASE/detach', body: { eventId: NOWHERE }, expected: workers(404) },
  listFiles: { path: '/cases/CASE/files', expected: all(200) },
  uploadFile: { path: '/cases/CASE/files?name=a.txt', body: 'evidence', expected: workers(201) },
  downloadFile: { path: `/cases/CASE/files/${NOWHERE}`, expected: workers(404) },
  deleteFile: { path: `/cases/CASE/files/${NOWHERE}`, body: { reason: 'Old.' }, expected: workers(404) },
  getDevice: { path: `/observables/${NOWHERE}/device`, expected: all(404) },
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
  runHealthCheck: { path: '/automations/daily-health-check/run', body: {}, expected: leads(202) },
  previewCondition: {
    path: '/automations/crowdstrike-intel/preview',
    body: { case: 'CASE-999999', condition: '' },
    expected: admins(404),
  },
  updateAutomation: { path: '/automations/wiz-incident', body: { enabled: true }, expected: admins(200) },
  listRunbooks: { path: '/runbooks', expected: all(200) },
  createRunbook: {
    path: '/runbooks',
    body: { name: 'Fraud', category: 'Fraud', phases: [{ key: 'look', name: 'Look', tasks: [] }] },
    expected: admins(201),
  },
  getRunbook: { path: '/runbooks/default', expected: all(200) },
  updateRunbook: { path: '/runbooks/nothing', body: { name: 'X' }, expected: admins(404) },
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
  proposeMapping: {
    path: '/mappings/propose',
    body: { connector: 'wiz', body: '{"id":1,"title":"A"}' },
    expected: admins(200),
  },
  previewMapping: {
    path: '/mappings/preview',
    body: { connector: 'wiz', expression: '1', body: '{}' },
    expected: admins(200),
  },
  getSlaSummary: { path: '/sla/summary', expected: all(200) },
  listReports: { path: '/reports', expected: all(200) },
  makeReport: { path: '/reports', body: { zone: 'Europe/Rome' }, expected: leads(201) },
  getReport: { path: `/reports/${NOWHERE}`, expected: all(404) },
  getSlaCauses: { path: '/sla/causes', expected: all(200) },
  listMembers: { path: '/members', expected: all(200) },
  listStates: { path: '/states', expected: all(200) },
  listCategories: { path: '/categories', expected: all(200) },
  getCaseSla: { path: '/cases/CASE/sla', expected: all(200) },
  giveBreachReason: { path: '/cases/CASE/sla/resolve/reason', body: { code: 'workload' }, expected: workers(409) },
  addTimer: { path: '/cases/CASE/timers', body: { name: 'Contain', targetSeconds: 3600 }, expected: workers(201) },
  commandTimer: { path: '/cases/CASE/timers/resolve/stop', expected: workers(409) },
  listSlaPolicies: { path: '/sla-policies', expected: all(200) },
  createSlaPolicy: {
    path: '/sla-policies',
    body: { severity: 'low', source: 'wiz', name: 'Low Wiz', acknowledgeSeconds: 0, resolveSeconds: 86_400 },
    expected: admins(201),
  },
  chooseSlaPolicy: { path: '/sla-policies/choice?severity=high', expected: all(200) },
  getSlaPolicy: { path: `/sla-policies/${NOWHERE}`, expected: all(404) },
  reviseSlaPolicy: { path: `/sla-policies/${NOWHERE}`, body: { acknowledgeSeconds: 60 }, expected: admins(404) },
  listSlaCalendars: { path: '/calendars', expected: all(200) },
  createSlaCalendar: { path: '/calendars', body: { name: 'All day', hours: null }, expected: admins(201) },
  reviseSlaCalendar: { path: `/calendars/${NOWHERE}`, body: { name: 'X' }, expected: admins(404) },
  listCustomFields: { path: '/custom-fields', expected: all(200) },
  listStores: { path: '/stores', expected: all(200) },
  createState: { path: '/states', body: { name: 'Waiting', stage: 'on_hold' }, expected: admins(201) },
  updateState: { path: '/states/triage', body: { position: 20 }, expected: admins(200) },
  createCategory: { path: '/categories', body: { name: 'Fraud' }, expected: admins(201) },
  updateCategory: { path: '/categories/nothing', body: { name: 'X' }, expected: admins(404) },
  createCustomField: { path: '/custom-fields', body: { label: 'Till', type: 'text' }, expected: admins(201) },
  updateCustomField: { path: '/custom-fields/nothing', body: { label: 'X' }, expected: admins(404) },
  createStore: { path: '/stores', body: { name: 'Rome 1', timeZone: 'Europe/Rome' }, expected: admins(201) },
  updateStore: { path: '/stores/nowhere', body: { name: 'X' }, expected: admins(404) },
  createMember: {
    path: '/members',
    body: { name: 'New', email: `new.${NOWHERE}@retail.example`, role: 'analyst' },
    expected: admins(201),
  },
  updateMember: { path: `/members/${NOWHERE}`, body: { name: 'X' }, expected: admins(404) },
  listAudit: { path: '/audit', expected: leads(200) },
  auditFacets: { path: '/audit/facets', expected: leads(200) },
  exportAudit: { path: '/audit/export', expected: leads(200) },
  verifyAudit: { path: '/audit/verify', expected: leads(200) },
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
  test.each(DESK_ROLES.map((role, at): [DeskRole, number] => [role, row.expected[at]!]))(
    '%s → %i',
    async (role, status) => {
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
    },
  );

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

/** Who sees no cases is answered these and no others. */
const APART = [
  ...['getMe', 'listNotices', 'countUnread', 'listAccessRequests', 'requestAccess', 'exportAccessRequests'],
];

describe.each(['approver', 'requester'] as const)('a key of the role %s', (role) => {
  test('is answered by what concerns access alone', async () => {
    const as = await api.makeKey(role);
    const answered: string[] = [];
    for (const { id, contract } of OPERATIONS) {
      const { body, headers } = ROWS[id]!;
      const { ok } = await api.call(contract.method, pathOf(ROWS[id]!), { as, body, ...(headers && { headers }) });
      if (ok) answered.push(id);
    }
    expect(answered.filter((id) => !APART.includes(id))).toEqual([]);
  });
});
