import { z } from 'zod';
import { ConnectorError, type ConnectorErrorClass, type FetchOptions, type RequestSummary, send } from './http.ts';
import { type ClientCredentials, issueToken, type TokenCache, tokenKey, withToken } from './oauth.ts';
import { parseRows, type Reject } from './rows.ts';

// Schemas: what we read of the GraphQL answers. Loose, because Wiz adds fields and leaves others null.

const text = z.string().nullish();

const SourceRule = z.looseObject({
  __typename: text,
  id: text,
  name: text,
  description: text,
  resolutionRecommendation: text,
});
const Entity = z.looseObject({
  id: text,
  type: text,
  nativeType: text,
  name: text,
  status: text,
  cloudPlatform: text,
  cloudProviderURL: text,
  providerId: text,
  region: text,
  subscriptionExternalId: text,
  subscriptionName: text,
  externalId: text,
  tags: z.record(z.string(), z.unknown()).nullish(),
});

/** An issue as `issuesV2` gives it. `status` and `severity` are Wiz's own words, times are ISO 8601. */
export const WizIssue = z.looseObject({
  id: z.string().min(1),
  type: text,
  status: z.string(),
  severity: z.string(),
  createdAt: text,
  updatedAt: text,
  dueAt: text,
  resolvedAt: text,
  statusChangedAt: text,
  sourceRule: SourceRule.nullish(),
  projects: z.array(z.looseObject({ id: text, name: text, slug: text, businessUnit: text })).nullish(),
  entitySnapshot: Entity.nullish(),
  notes: z.array(z.looseObject({ id: text, text, createdAt: text })).nullish(),
  serviceTickets: z.array(z.looseObject({ externalId: text, name: text, url: text })).nullish(),
});
export type WizIssue = z.infer<typeof WizIssue>;

const GraphqlAnswer = z.looseObject({
  data: z.looseObject({}).nullish(),
  errors: z
    .array(
      z.looseObject({
        message: z.string().catch('no message'),
        path: z.array(z.union([z.string(), z.number()])).nullish(),
        extensions: z.looseObject({ code: z.string().nullish().catch(null) }).nullish(),
      }),
    )
    .nullish(),
});
const IssuesPage = z.looseObject({
  nodes: z.array(z.unknown()),
  pageInfo: z.looseObject({ hasNextPage: z.boolean(), endCursor: text }),
});

// Defaults.

const VENDOR = 'Wiz';

/** The commercial cloud's token endpoint and audience, and one data centre's API: the tenant's own replaces `baseUrl`. */
export const WIZ_DEFAULTS = {
  baseUrl: 'https://api.us1.app.wiz.io/graphql',
  authUrl: 'https://auth.app.wiz.io/oauth/token',
  audience: 'wiz-api',
} as const;

/** Wiz answers at most this many issues a page. */
const MAX_PAGE = 500;

/** A tenant's Wiz API, with the service account's credentials in the clear. */
export interface WizConnection {
  /** The GraphQL endpoint, or only its host: then `/graphql` is added. */
  baseUrl: string;
  /** The token endpoint, or only its host: then `/oauth/token` is added. */
  authUrl: string;
  /** `wiz-api`; `beyond-api` for tenants on `auth.wiz.io`. */
  audience: string;
  clientId: string;
  clientSecret: string;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
  fetchOptions?: FetchOptions;
}

/** Each list is "any of"; the fields are "and". An empty filter lists all issues that the service account may see. */
export interface WizIssueFilter {
  id?: readonly string[];
  status?: readonly string[];
  severity?: readonly string[];
  /** ISO 8601: only issues whose status changed after it. */
  statusChangedAfter?: string;
}

export interface WizIssuePage {
  issues: WizIssue[];
  /** Nodes that were not issues as we know them. */
  rejects: Reject[];
  /** What Wiz could not tell (GraphQL errors beside data), for people. */
  warnings: string[];
}

// Calls.

const ISSUES_QUERY = `query WatchfloorIssues($filterBy: IssueFilters, $first: Int, $after: String, $orderBy: IssueOrder) {
  issues: issuesV2(filterBy: $filterBy, first: $first, after: $after, orderBy: $orderBy) {
    nodes {
      id type status severity createdAt updatedAt dueAt resolvedAt statusChangedAt
      sourceRule {
        __typename
        ... on Control { id name controlDescription: description resolutionRecommendation }
        ... on CloudEventRule { id name eventRuleDescription: description }
        ... on CloudConfigurationRule { id name configurationRuleDescription: description }
      }
      projects { id name slug businessUnit }
      entitySnapshot {
        id type nativeType name status cloudPlatform cloudProviderURL providerId region
        subscriptionExternalId subscriptionName externalId tags
      }
      notes { id createdAt text }
      serviceTickets { externalId name url }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** A live access token: proves that id, secret and audience are accepted. Never return it from a step. */
export function getToken(conn: WizConnection, tokens: TokenCache): Promise<string> {
  const client = clientOf(conn);
  return tokens.take(tokenKey(client), () => issueToken(client, tokens.now));
}

/** One issue by its id, or null where Wiz does not know it or this service account may not see it. */
export async function getIssue(
  conn: WizConnection,
  tokens: TokenCache,
  id: string,
): Promise<Omit<WizIssuePage, 'issues'> & { issue: WizIssue | null }> {
  const { page } = await fetchPage(conn, tokens, { id: [id] }, 1, null);
  const { issues, ...rest } = page;
  return { issue: issues.find((issue) => issue.id === id) ?? null, ...rest };
}

/** All issues of the filter, the most severe first, a page at a time (at most 500 issues each). */
export async function* listIssues(
  conn: WizConnection,
  tokens: TokenCache,
  filter: WizIssueFilter = {},
  pageSize = 100,
): AsyncGenerator<WizIssuePage> {
  const first = Math.min(Math.max(pageSize, 1), MAX_PAGE);
  const seen = new Set<string>();
  for (let after: string | null = null; ; ) {
    const { page, next } = await fetchPage(conn, tokens, filter, first, after);
    yield page;
    if (next === null) return;
    // A cursor that comes twice would page for ever.
    if (seen.has(next)) throw fail('bad_request', 'the paging cursor repeats itself');
    seen.add(next);
    after = next;
  }
}

async function fetchPage(
  conn: WizConnection,
  tokens: TokenCache,
  { statusChangedAfter, ...lists }: WizIssueFilter,
  first: number,
  after: string | null,
): Promise<{ page: WizIssuePage; next: string | null }> {
  const filterBy = { ...lists, ...(statusChangedAfter && { statusChangedAt: { after: statusChangedAfter } }) };
  const orderBy = { field: 'SEVERITY', direction: 'DESC' };
  const { data, warnings } = await query(conn, tokens, ISSUES_QUERY, { filterBy, first, after, orderBy }, 'issues');
  const parsed = IssuesPage.safeParse(data);
  if (!parsed.success)
    throw fail('bad_request', `the answer has no page of issues (${parsed.error.issues[0]?.message})`);
  const { good, rejects } = parseRows(WizIssue, parsed.data.nodes.map(withDescription));
  const { hasNextPage, endCursor } = parsed.data.pageInfo;
  if (hasNextPage && !endCursor) throw fail('bad_request', 'the answer has a next page but no cursor to it');
  return { page: { issues: good, rejects, warnings }, next: hasNextPage ? (endCursor ?? null) : null };
}

async function query(
  conn: WizConnection,
  tokens: TokenCache,
  source: string,
  variables: Record<string, unknown>,
  field: string,
): Promise<{ data: unknown; warnings: string[] }> {
  return withToken(tokens, clientOf(conn), async (token) => {
    const { body, request } = await send({
      vendor: VENDOR,
      method: 'POST',
      url: endpoint(conn.baseUrl, '/graphql'),
      headers: { authorization: `Bearer ${token}` },
      json: { query: source, variables },
      secrets: [token, conn.clientSecret],
      allowedNetworks: conn.allowedNetworks,
      options: conn.fetchOptions,
    });
    const answer = GraphqlAnswer.safeParse(body);
    if (!answer.success) throw fail('bad_request', 'the answer is not a GraphQL answer', request);
    const errors = answer.data.errors ?? [];
    const data = answer.data.data?.[field] ?? null;
    if (data === null) throw graphqlError(errors, request);
    return { data, warnings: errors.map(describe) };
  });
}

/** The three kinds of rule have their description under three aliases: GraphQL wants one type for one name. */
function withDescription(node: unknown): unknown {
  const parsed = z.looseObject({ sourceRule: z.looseObject({}) }).safeParse(node);
  if (!parsed.success) return node;
  const { controlDescription, eventRuleDescription, configurationRuleDescription, ...rule } = parsed.data.sourceRule;
  const description = controlDescription ?? eventRuleDescription ?? configurationRuleDescription;
  return { ...parsed.data, sourceRule: description === undefined ? rule : { ...rule, description } };
}

function clientOf(conn: WizConnection): ClientCredentials {
  return {
    vendor: VENDOR,
    tokenUrl: endpoint(conn.authUrl, '/oauth/token'),
    clientId: conn.clientId,
    clientSecret: conn.clientSecret,
    extra: { audience: conn.audience },
    allowedNetworks: conn.allowedNetworks,
    options: conn.fetchOptions,
  };
}

function endpoint(address: string, path: string): string {
  const url = URL.parse(address);
  return url && url.pathname === '/' ? new URL(path, url).href : address;
}

// Errors: GraphQL failures mostly come with HTTP 200; the class is in `extensions.code`.

type GraphqlError = NonNullable<z.infer<typeof GraphqlAnswer>['errors']>[number];

const CLASS_OF_CODE: Record<string, ConnectorErrorClass> = {
  UNAUTHENTICATED: 'auth',
  UNAUTHORIZED: 'forbidden',
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'not_found',
  RATE_LIMITED: 'rate_limited',
  TOO_MANY_REQUESTS: 'rate_limited',
  INTERNAL: 'transient',
  INTERNAL_SERVER_ERROR: 'transient',
  SERVICE_UNAVAILABLE: 'transient',
  TIMEOUT: 'transient',
};

function graphqlError(errors: readonly GraphqlError[], request: RequestSummary): ConnectorError {
  const [first] = errors;
  if (!first) return fail('bad_request', 'the answer has neither data nor errors', request);
  return fail(
    CLASS_OF_CODE[first.extensions?.code?.toUpperCase() ?? ''] ?? 'bad_request',
    errors.map(describe).join('; '),
    request,
  );
}

function describe({ message, path, extensions }: GraphqlError): string {
  const where = path?.length ? `${path.join('.')}: ` : '';
  return `${where}${message.slice(0, 300)}${extensions?.code ? ` (${extensions.code})` : ''}`;
}

function fail(kind: ConnectorErrorClass, message: string, request?: RequestSummary): ConnectorError {
  return new ConnectorError({ class: kind, vendor: VENDOR, message, request, answer: { status: 200 } });
}
