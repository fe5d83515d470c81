import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWiz, type WizEmulator, wizIssueNode } from '#e2e/vendors/wiz.ts';
import type { ConnectorErrorClass } from './http.ts';
import { createTokenCache, type TokenCache } from './oauth.ts';
import { failing } from './testing/failing.ts';
import { getIssue, getToken, listIssues, type WizConnection, type WizIssueFilter, type WizIssuePage } from './wiz.ts';

let wiz: WizEmulator;
let tokens: TokenCache;
let clock: number;

beforeEach(async () => {
  wiz = await startWiz();
  clock = Date.now();
  tokens = createTokenCache(() => clock);
});
afterEach(() => wiz.close());

function conn(changes: Partial<WizConnection> = {}): WizConnection {
  const { apiUrl: baseUrl, authUrl, audience, clientId, clientSecret } = wiz;
  return { baseUrl, authUrl, audience, clientId, clientSecret, allowedNetworks: ['127.0.0.0/8'], ...changes };
}

function fill(count: number) {
  for (let n = 0; n < count; n += 1) {
    const node = wizIssueNode(n);
    wiz.issues.set(node.id, node);
  }
}

async function all(filter?: WizIssueFilter, pageSize?: number) {
  const pages: WizIssuePage[] = [];
  for await (const page of listIssues(conn(), tokens, filter, pageSize)) pages.push(page);
  return { pages, issues: pages.flatMap(({ issues }) => issues) };
}

const failsAs = failing(() => [wiz.clientSecret]);

const graphqlCalls = () => wiz.requests.filter(({ path }) => path === '/graphql');

describe('the token', () => {
  it('is asked for once, form-encoded, also by calls at the same time', async () => {
    const got = await Promise.all([getToken(conn(), tokens), getToken(conn(), tokens), getIssue(conn(), tokens, 'x')]);
    expect(got[0]).toBe(got[1]);
    expect(wiz.tokensIssued).toBe(1);
    expect(Object.fromEntries(wiz.requests[0]?.form ?? [])).toEqual({
      grant_type: 'client_credentials',
      audience: 'wiz-api',
      client_id: wiz.clientId,
      client_secret: wiz.clientSecret,
    });
  });

  it('is renewed a minute before its end', async () => {
    await getToken(conn(), tokens);
    clock += 3_539_000;
    await getToken(conn(), tokens);
    expect(wiz.tokensIssued).toBe(1);
    clock += 2_000;
    await getToken(conn(), tokens);
    expect(wiz.tokensIssued).toBe(2);
  });

  it('is not shared between connections', async () => {
    await getToken(conn(), tokens);
    await failsAs('auth', getToken(conn({ clientSecret: 'another' }), tokens));
  });

  it.each([
    ['a wrong secret', { clientSecret: 'wrong-secret' }],
    ['a wrong id', { clientId: 'nobody' }],
    ['a wrong audience', { audience: 'beyond-api' }],
  ])('is refused for %s, and the next try asks anew', async (_name, wrong) => {
    await failsAs('auth', getToken(conn(wrong), tokens));
    await failsAs('auth', getToken(conn(wrong), tokens));
    expect(wiz.requests).toHaveLength(2);
  });

  it('that is revoked early is replaced once, unseen', async () => {
    fill(1);
    await getToken(conn(), tokens);
    wiz.revokeTokens();
    expect((await all()).issues).toHaveLength(1);
    expect(wiz.tokensIssued).toBe(2);
  });

  it('that is never accepted is asked for twice, no more', async () => {
    wiz.mode = 'unauthorized';
    await failsAs('auth', getIssue(conn(), tokens, 'x'));
    expect(wiz.tokensIssued).toBe(2);
    expect(graphqlCalls()).toHaveLength(2);
  });

  it('is replaced too where GraphQL says UNAUTHENTICATED with a 200', async () => {
    wiz.mode = 'errors-200';
    wiz.errorCode = 'UNAUTHENTICATED';
    await failsAs('auth', getIssue(conn(), tokens, 'x'));
    expect(wiz.tokensIssued).toBe(2);
  });
});

describe('getIssue', () => {
  it('brings the whole issue', async () => {
    fill(3);
    const node = wizIssueNode(1);
    const { issue, rejects, warnings } = await getIssue(conn(), tokens, node.id);
    expect(issue).toMatchObject({
      id: node.id,
      status: 'OPEN',
      severity: 'HIGH',
      sourceRule: { __typename: 'Control', description: node.sourceRule.controlDescription },
      entitySnapshot: { providerId: node.entitySnapshot.providerId, tags: { env: 'prod' } },
      projects: [{ name: 'Loyalty' }],
      notes: [{ text: expect.stringContaining('198.51.100.173') }],
    });
    expect([rejects, warnings]).toEqual([[], []]);
  });

  it('is null for an issue that Wiz does not know', async () => {
    expect(await getIssue(conn(), tokens, 'unknown')).toEqual({ issue: null, rejects: [], warnings: [] });
  });

  it('takes a base URL without a path as the host of the endpoint', async () => {
    fill(1);
    const { id } = wizIssueNode(0);
    const { issue } = await getIssue(conn({ baseUrl: wiz.url, authUrl: `${wiz.url}/` }), tokens, id);
    expect(issue?.id).toBe(id);
  });
});

describe('listIssues', () => {
  it('pages through all of them, each once', async () => {
    fill(25);
    const { pages, issues } = await all({}, 10);
    expect(pages.map((page) => page.issues.length)).toEqual([10, 10, 5]);
    expect(new Set(issues.map(({ id }) => id)).size).toBe(25);
  });

  it('asks for no more pages than are read', async () => {
    fill(25);
    for await (const _page of listIssues(conn(), tokens, {}, 10)) break;
    expect(graphqlCalls()).toHaveLength(1);
  });

  it('keeps a page within what Wiz answers', async () => {
    fill(501);
    expect((await all({}, 10_000)).pages.map((page) => page.issues.length)).toEqual([500, 1]);
  });

  it('filters by status, severity and time', async () => {
    fill(14);
    const resolved = wizIssueNode(1);
    wiz.issues.set(resolved.id, { ...resolved, status: 'RESOLVED' });
    const filter = { status: ['OPEN'], severity: ['HIGH', 'CRITICAL'], statusChangedAfter: wizIssueNode(3).createdAt };
    const { issues } = await all(filter);
    expect(issues.map(({ id }) => id)).toEqual([4, 7, 8, 11].map((n) => wizIssueNode(n).id));
    expect((await all({ status: ['RESOLVED'] })).issues.map(({ id }) => id)).toEqual([resolved.id]);
  });

  it('keeps a row of another shape as a reject, and the others', async () => {
    fill(3);
    const odd = wizIssueNode(1);
    wiz.issues.set(odd.id, { ...odd, severity: 7 as unknown as string });
    const { pages, issues } = await all();
    expect(issues).toHaveLength(2);
    expect(pages[0]?.rejects).toEqual([
      { index: 1, problem: expect.stringContaining('severity'), row: expect.objectContaining({ id: odd.id }) },
    ]);
  });
});

describe('errors', () => {
  it('beside data are warnings', async () => {
    fill(2);
    wiz.mode = 'partial';
    const { pages, issues } = await all();
    expect(issues).toHaveLength(2);
    expect(pages[0]?.warnings).toEqual(['issues.nodes.0.notes: notes are not available (INTERNAL)']);
  });

  it.each<[code: string, kind: ConnectorErrorClass]>([
    ['UNAUTHORIZED', 'forbidden'],
    ['NOT_FOUND', 'not_found'],
    ['RATE_LIMITED', 'rate_limited'],
    ['INTERNAL', 'transient'],
    ['internal_server_error', 'transient'],
    ['GRAPHQL_VALIDATION_FAILED', 'bad_request'],
    ['SOMETHING_NEW', 'bad_request'],
  ])('%s without data, with a 200: %s', async (code, kind) => {
    wiz.mode = 'errors-200';
    wiz.errorCode = code;
    const error = await failsAs(kind, getIssue(conn(), tokens, 'x'));
    expect(error.message).toBe(`Wiz: the emulator was told to fail (${code})`);
    expect(error.request).toEqual({ method: 'POST', url: wiz.apiUrl });
    expect(graphqlCalls()).toHaveLength(1);
  });

  it('a rate limit says how long to wait', async () => {
    wiz.mode = 'rate-limited';
    expect((await failsAs('rate_limited', getIssue(conn(), tokens, 'x'))).retryAfterMs).toBe(7_000);
  });

  it('a slow answer is transient', async () => {
    wiz.mode = 'slow';
    await failsAs('transient', getIssue(conn({ fetchOptions: { totalMs: 200 } }), tokens, 'x'));
  });

  it('a wrong path is not_found, a private host is refused', async () => {
    await failsAs('not_found', getIssue(conn({ baseUrl: `${wiz.url}/other` }), tokens, 'x'));
    await failsAs('refused', getToken(conn({ allowedNetworks: [] }), createTokenCache()));
  });
});
