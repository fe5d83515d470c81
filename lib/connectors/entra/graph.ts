import { z } from 'zod';
import { restate } from '../http/restate.ts';
import { ConnectorError, type ConnectorErrorClass, type FetchOptions, send } from '../http.ts';
import { type ClientCredentials, issueToken, type TokenCache, withToken } from '../oauth.ts';
import { parseRows, type Reject } from '../rows.ts';

const VENDOR = 'Entra ID';
const PREFIX = '/v1.0';
const TOP = 25;
/** A name that so many devices have tells none of them. */
const MAX_PAGES = 10;

/** The commercial cloud; national ones have hosts of their own. */
export const ENTRA_DEFAULTS = {
  baseUrl: 'https://graph.microsoft.com',
  loginUrl: 'https://login.microsoftonline.com',
} as const;

/** Graph's other addresses, of the national clouds: the scope of a token names the one that it is for. */
const NATIONAL_GRAPHS = [
  'https://graph.microsoft.us',
  'https://dod-graph.microsoft.us',
  'https://microsoftgraph.chinacloudapi.cn',
];

/** An application of a tenant, with its secret in the clear. */
export interface EntraConnection {
  /** Where Graph is, without its version. */
  baseUrl: string;
  /** Where tokens are had. */
  loginUrl: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
  fetchOptions?: FetchOptions;
}

export interface Question {
  path: string;
  /** OData; its texts quoted. */
  filter?: string;
  select: string;
  top?: number;
  pages?: number;
}

export interface ManyOf<T> {
  good: T[];
  rejects: Reject[];
}

const Collection = z.looseObject({ value: z.array(z.unknown()), '@odata.nextLink': z.string().nullish() });

/** All rows of a collection, by its own links to the next pages. Throws ConnectorError. */
export async function collectionOf<S extends z.ZodType>(
  conn: EntraConnection,
  tokens: TokenCache,
  schema: S,
  { path, filter, select, top = TOP, pages = MAX_PAGES }: Question,
): Promise<ManyOf<z.output<S>>> {
  const all: ManyOf<z.output<S>> = { good: [], rejects: [] };
  const query = Object.entries({ ...(filter !== undefined && { $filter: filter }), $select: select, $top: `${top}` });
  const first = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  let url = `${rootOf(conn)}${path}?${first}`;
  for (let page = 0; page < pages; page += 1) {
    const parsed = Collection.safeParse(await get(conn, tokens, url));
    if (!parsed.success) throw fail('bad_request', 'the answer is no collection');
    const { good, rejects } = parseRows(schema, parsed.data.value);
    all.good.push(...good);
    all.rejects.push(...rejects);
    const next = parsed.data['@odata.nextLink'];
    if (!next) return all;
    // The token goes where the link says: nowhere but to Graph.
    if (URL.parse(next)?.origin !== URL.parse(conn.baseUrl)?.origin)
      throw fail('refused', 'the link to the next page leaves Graph, and is not followed');
    url = next;
  }
  if (pages < MAX_PAGES) return all;
  throw fail('bad_request', `more than ${MAX_PAGES} pages`);
}

/** Asks for a token that nobody uses: proves that id and secret are accepted now, and not an hour ago. */
export async function proveCredentials(conn: EntraConnection, tokens: TokenCache): Promise<void> {
  await issueToken(clientOf(conn), tokens.now);
}

function get(conn: EntraConnection, tokens: TokenCache, url: string): Promise<unknown> {
  return withToken(tokens, clientOf(conn), async (token) => {
    const { body } = await send({
      vendor: VENDOR,
      method: 'GET',
      url,
      headers: { authorization: `Bearer ${token}` },
      secrets: [token, conn.clientSecret],
      allowedNetworks: conn.allowedNetworks,
      options: conn.fetchOptions,
    }).catch((error) => {
      throw restate(error, (_, answer) => classify(answer));
    });
    return body;
  });
}

function clientOf(conn: EntraConnection): ClientCredentials {
  return {
    vendor: VENDOR,
    tokenUrl: `${conn.loginUrl.replace(/\/+$/, '')}/${encodeURIComponent(conn.tenantId)}/oauth2/v2.0/token`,
    clientId: conn.clientId,
    clientSecret: conn.clientSecret,
    extra: { scope: `${resourceOf(conn)}/.default` },
    allowedNetworks: conn.allowedNetworks,
    options: conn.fetchOptions,
  };
}

/** What a token is asked for. A host of one's own, such as a proxy, is no resource that Entra knows: Graph stands behind it. */
function resourceOf({ baseUrl }: EntraConnection): string {
  const origin = URL.parse(baseUrl)?.origin;
  return NATIONAL_GRAPHS.find((graph) => graph === origin) ?? ENTRA_DEFAULTS.baseUrl;
}

function rootOf({ baseUrl }: EntraConnection): string {
  const base = baseUrl.replace(/\/+$/, '');
  return base.endsWith(PREFIX) ? base : `${base}${PREFIX}`;
}

// Errors: `{"error": {"code", "message"}}`; the code decides, never the message.

const ErrorBody = z.looseObject({ error: z.looseObject({ code: z.string(), message: z.string().catch('') }) });

const CLASS_OF_CODE: Record<string, ConnectorErrorClass> = {
  InvalidAuthenticationToken: 'auth',
  Authorization_RequestDenied: 'forbidden',
  TooManyRequests: 'rate_limited',
  activityLimitReached: 'rate_limited',
  serviceNotAvailable: 'transient',
};

function classify(answer: unknown) {
  const error = ErrorBody.safeParse(answer).data?.error;
  const kind = error && CLASS_OF_CODE[error.code];
  return { words: error && `${error.code}: ${error.message}`, ...(kind && { class: kind }) };
}

function fail(kind: ConnectorErrorClass, message: string): ConnectorError {
  return new ConnectorError({ class: kind, vendor: VENDOR, message });
}
