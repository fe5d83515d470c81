import { slowness } from './faults.ts';
import type { Overrides } from './overrides.ts';
import { type PushAuth, type PushResult, push } from './push.ts';
import { type RecordedRequest, startVendor, type VendorAnswer, type VendorServer } from './server.ts';
import {
  type WizDetectionPush,
  type WizIssueNode,
  type WizIssuePush,
  wizDetectionBody,
  wizIssueBody,
  wizIssueNode,
} from './wiz-bodies.ts';

export { wizDetectionBody, wizIssueBody, wizIssueNode } from './wiz-bodies.ts';

/** How the GraphQL endpoint behaves. `slow` answers after `slowMs`. The token endpoint works in every mode. */
export type WizMode = 'ok' | 'errors-200' | 'partial' | 'rate-limited' | 'unauthorized' | 'slow';

export interface WizOptions {
  port?: number;
  clientId?: string;
  clientSecret?: string;
  audience?: string;
  /** The life of the tokens it issues, in seconds. */
  expiresIn?: number;
  slowMs?: number;
}

export interface WizPushOptions {
  auth: PushAuth;
  /** Which generated body; by default the next one. */
  n?: number;
}

export interface WizEmulator extends VendorServer {
  /** The GraphQL endpoint. */
  apiUrl: string;
  authUrl: string;
  clientId: string;
  clientSecret: string;
  audience: string;
  mode: WizMode;
  /** What `extensions.code` the failing modes give. */
  errorCode: string;
  /** The tenant's issues by id: what GraphQL answers. Pushed issues are among them. */
  issues: Map<string, WizIssueNode>;
  /** How many tokens were issued. */
  tokensIssued: number;
  /** Makes every token that was issued so far invalid. */
  revokeTokens(): void;
  pushIssue(targetUrl: string, options: WizPushOptions, overrides?: Overrides<WizIssuePush>): Promise<PushResult>;
  pushDetection(
    targetUrl: string,
    options: WizPushOptions,
    overrides?: Overrides<WizDetectionPush>,
  ): Promise<PushResult>;
}

const MAX_PAGE = 500;

/** Starts a Wiz tenant on 127.0.0.1: OAuth token, GraphQL `issuesV2`, and both webhooks on demand. */
export async function startWiz(options: WizOptions = {}): Promise<WizEmulator> {
  const { clientId = 'emulator-client', clientSecret = 'emulator-secret', audience = 'wiz-api' } = options;
  const { expiresIn = 3600, slowMs = 5_000 } = options;
  const tokens = new Map<string, number>();
  let next = 0;

  const server = await startVendor(async (request, closing) => {
    if (request.method !== 'POST') return { status: 405, body: { error: 'method_not_allowed' } };
    if (request.path === '/oauth/token') return issueToken(request);
    if (request.path !== '/graphql') return { status: 404, body: { error: 'not_found' } };
    await slowness(emulator, slowMs, closing);
    return graphql(request);
  }, options);

  function issueToken({ form }: RecordedRequest): VendorAnswer {
    if (!form)
      return { status: 415, body: { error: 'invalid_request', error_description: 'form-encoded requests only' } };
    const { grant_type, client_id, client_secret, audience: asked } = Object.fromEntries(form);
    if (grant_type !== 'client_credentials') return { status: 400, body: { error: 'unsupported_grant_type' } };
    if (asked !== audience)
      return { status: 403, body: { error: 'access_denied', error_description: 'unknown audience' } };
    if (client_id !== clientId || client_secret !== clientSecret)
      return { status: 401, body: { error: 'invalid_client' } };
    emulator.tokensIssued += 1;
    const token = `emulated-token-${emulator.tokensIssued}`;
    tokens.set(token, Date.now() + expiresIn * 1000);
    return { body: { access_token: token, expires_in: expiresIn, token_type: 'Bearer' } };
  }

  function graphql(request: RecordedRequest): VendorAnswer {
    const { mode, errorCode } = emulator;
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (mode === 'unauthorized' || (tokens.get(token) ?? 0) <= Date.now())
      return { status: 401, body: { message: 'Unauthorized' } };
    if (mode === 'rate-limited')
      return { status: 429, headers: { 'retry-after': '7' }, body: { message: 'Too many requests' } };
    const { query, variables } = (request.json ?? {}) as { query?: string; variables?: IssuesVariables };
    const field = /(?:(\w+)\s*:\s*)?\bissuesV2\b/.exec(query ?? '');
    if (!field) return { body: failure('BAD_USER_INPUT', 'only issuesV2 is emulated') };
    if (mode === 'errors-200') return { body: failure(errorCode, 'the emulator was told to fail') };
    if ((variables?.first ?? 0) > MAX_PAGE)
      return { body: failure('BAD_USER_INPUT', `first must be at most ${MAX_PAGE}`) };
    const name = field[1] ?? 'issuesV2';
    const data = { [name]: pageOf([...emulator.issues.values()], variables ?? {}) };
    if (mode !== 'partial') return { body: { data } };
    const error = {
      message: 'notes are not available',
      path: [name, 'nodes', 0, 'notes'],
      extensions: { code: errorCode },
    };
    return { body: { data, errors: [error] } };
  }

  const emulator: WizEmulator = {
    ...server,
    apiUrl: `${server.url}/graphql`,
    authUrl: `${server.url}/oauth/token`,
    clientId,
    clientSecret,
    audience,
    mode: 'ok',
    errorCode: 'INTERNAL',
    issues: new Map(),
    tokensIssued: 0,
    revokeTokens: () => tokens.clear(),
    pushIssue(targetUrl, { auth, n = next++ }, overrides) {
      const body = wizIssueBody(n, overrides);
      const node = wizIssueNode(n, body);
      emulator.issues.set(node.id, node);
      return push(targetUrl, auth, body);
    },
    pushDetection: (targetUrl, { auth, n = next++ }, overrides) =>
      push(targetUrl, auth, wizDetectionBody(n, overrides)),
  };
  return emulator;
}

interface IssuesVariables {
  filterBy?: { id?: string | string[]; status?: string[]; severity?: string[]; statusChangedAt?: { after?: string } };
  first?: number;
  after?: string | null;
}

function pageOf(issues: readonly WizIssueNode[], { filterBy = {}, first = 20, after }: IssuesVariables) {
  const { id, status, severity, statusChangedAt } = filterBy;
  const since = statusChangedAt?.after;
  const found = issues.filter(
    (issue) =>
      (id === undefined || [id].flat().includes(issue.id)) &&
      (status === undefined || status.includes(issue.status)) &&
      (severity === undefined || severity.includes(issue.severity)) &&
      (since === undefined || Date.parse(issue.statusChangedAt) > Date.parse(since)),
  );
  const start = after ? Number(Buffer.from(after, 'base64url').toString()) : 0;
  const end = start + first;
  const hasNextPage = end < found.length;
  const endCursor = hasNextPage ? Buffer.from(String(end)).toString('base64url') : '';
  return { nodes: found.slice(start, end), pageInfo: { hasNextPage, endCursor } };
}

function failure(code: string, message: string) {
  return { errors: [{ message, extensions: { code } }], data: null };
}
