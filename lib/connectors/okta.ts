import { z } from 'zod';
import { endpointOf } from './http/endpoint.ts';
import type { AnswerHeaders } from './http/retry-after.ts';
import { ConnectorError, type FetchOptions, send } from './http.ts';
import { oktaError } from './okta/error.ts';
import { nextQuery } from './okta/link.ts';
import { type RateLimit, rateLimitOf } from './okta/rate-limit.ts';
import { parseRows, type Reject } from './rows.ts';

export type { RateLimit } from './okta/rate-limit.ts';

// Schemas: what we read of the Management API's answers. Log rows are read by the domain, as those of the event hook are.

const text = z.string().nullish().catch(null);

export const OktaUser = z.looseObject({
  id: z.string().min(1),
  /** `ACTIVE`, `SUSPENDED`, `LOCKED_OUT`, `DEPROVISIONED` … */
  status: z.string(),
  lastLogin: text,
  profile: z.looseObject({ login: text, email: text, firstName: text, lastName: text }),
});
export type OktaUser = z.infer<typeof OktaUser>;

/** A group of a user. Its id is what rules go by: a name can be changed by whoever manages the group. */
export const OktaGroup = z.looseObject({
  id: z.string().min(1),
  /** `OKTA_GROUP`, `APP_GROUP`, `BUILT_IN`. */
  type: text,
  profile: z.looseObject({ name: text, description: text }),
});
export type OktaGroup = z.infer<typeof OktaGroup>;

/** An administrator's role of a user, held directly or by a group. */
export const OktaRole = z.looseObject({ id: z.string().min(1), type: text, label: text, status: text });
export type OktaRole = z.infer<typeof OktaRole>;

// Defaults. There is no default address: each organisation has its own.

const VENDOR = 'Okta';
const PREFIX = '/api/v1';
const PAGE = 200;
const LOG_PAGE = 1_000;
/** A user in more groups than that would hold the call for ever. */
const MAX_PAGES = 50;

export interface OktaConnection {
  /** `https://<org>.okta.com`, or the root of its API. */
  baseUrl: string;
  apiToken: string;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
  fetchOptions?: FetchOptions;
}

export interface OktaList<T> {
  items: T[];
  rejects: Reject[];
  /** What the last answer said of this endpoint's bucket. */
  rate: RateLimit | null;
}

// Users.

/** A user by id or login, or null where Okta knows none. Throws ConnectorError. */
export async function getUser(conn: OktaConnection, idOrLogin: string): Promise<OktaUser | null> {
  try {
    const { body } = await get(conn, `/users/${encodeURIComponent(idOrLogin)}`);
    const user = OktaUser.safeParse(body);
    if (!user.success) throw badAnswer('the answer is no user as we know it');
    return user.data;
  } catch (error) {
    if (isUnknownHere(error)) return null;
    throw error;
  }
}

/** All groups of a user, by id or login; null for a user that Okta does not know. Throws ConnectorError. */
export async function listUserGroups(conn: OktaConnection, idOrLogin: string): Promise<OktaList<OktaGroup> | null> {
  return listAll(conn, `/users/${encodeURIComponent(idOrLogin)}/groups`, { limit: `${PAGE}` }, OktaGroup);
}

/** The administrator's roles of a user, by id or login; null for a user that Okta does not know. Needs a token that may read roles. Throws ConnectorError. */
export async function listUserRoles(conn: OktaConnection, idOrLogin: string): Promise<OktaList<OktaRole> | null> {
  return listAll(conn, `/users/${encodeURIComponent(idOrLogin)}/roles`, {}, OktaRole);
}

// System Log.

/** Where to read: from a moment, or on from a cursor that an earlier page gave. Times are ISO 8601. */
export type LogPosition =
  | {
      since: string;
      /** Ends the reading; without it the log is followed. */
      until?: string;
      /** Okta's filter, such as `eventType eq "security.threat.detected"`. */
      filter?: string;
    }
  | { cursor: string };

export interface LogPage {
  /** As Okta sent them, the oldest first. */
  events: unknown[];
  /**
   * Where the next page begins; keep it after the events are stored. A followed log always has one, also behind its last event: asking
   * from it again gives what came since. Null: a bounded reading is over, or Okta gave none.
   */
  cursor: string | null;
  rate: RateLimit | null;
}

/**
 * One page of the System Log in the order of its writing. Without `until` it is followed: each event comes once and none is left out,
 * however long the pause between two pages was. Throws ConnectorError, `bad_request` for a cursor that is too old.
 */
export async function readLog(conn: OktaConnection, position: LogPosition, limit = LOG_PAGE): Promise<LogPage> {
  const query = 'cursor' in position ? position.cursor : firstQuery(position, limit);
  const { body, headers, rate } = await get(conn, `/logs?${query}`);
  if (!Array.isArray(body)) throw badAnswer('the answer is no list of events');
  const next = nextQuery(headers);
  // A bounded reading that ends with an empty page would otherwise be asked for ever.
  const over = new URLSearchParams(query).has('until') && body.length === 0;
  return { events: body, cursor: over ? null : next, rate };
}

function firstQuery({ since, until, filter }: Extract<LogPosition, { since: string }>, limit: number): string {
  const query = new URLSearchParams({
    since,
    sortOrder: 'ASCENDING',
    limit: `${Math.min(Math.max(limit, 1), LOG_PAGE)}`,
  });
  if (until) query.set('until', until);
  if (filter) query.set('filter', filter);
  return query.toString();
}

/** Proves address and token with the user that the token belongs to. Throws ConnectorError. */
export async function test(conn: OktaConnection): Promise<{ login: string | null }> {
  return { login: (await getUser(conn, 'me'))?.profile.login ?? null };
}

// The calls beneath.

async function listAll<S extends z.ZodType>(
  conn: OktaConnection,
  path: string,
  query: Record<string, string>,
  schema: S,
): Promise<OktaList<z.infer<S>> | null> {
  const list: OktaList<z.infer<S>> = { items: [], rejects: [], rate: null };
  let asked: string | null = new URLSearchParams(query).toString();
  for (let page = 0; asked !== null; page += 1) {
    if (page === MAX_PAGES) throw badAnswer(`more than ${MAX_PAGES} pages`);
    const answer = await get(conn, `${path}${asked && `?${asked}`}`).catch((error) => {
      if (page === 0 && isUnknownHere(error)) return null;
      throw error;
    });
    if (answer === null) return null;
    if (!Array.isArray(answer.body)) throw badAnswer('the answer is no list');
    const { good, rejects } = parseRows(schema, answer.body);
    list.items.push(...good);
    list.rejects.push(...rejects);
    list.rate = answer.rate;
    asked = nextQuery(answer.headers);
    // The bucket is shared with the whole organisation: its last request is not ours to take, so we come back when it is full again.
    if (asked !== null && answer.rate?.remaining === 0) throw usedUp(answer.rate);
  }
  return list;
}

async function get(conn: OktaConnection, path: string) {
  const answer: { body: unknown; headers: AnswerHeaders } = await send({
    vendor: VENDOR,
    method: 'GET',
    url: endpointOf(conn.baseUrl, PREFIX, path),
    headers: { authorization: `SSWS ${conn.apiToken}` },
    secrets: [conn.apiToken],
    allowedNetworks: conn.allowedNetworks,
    options: conn.fetchOptions,
  }).catch((error) => {
    throw oktaError(error);
  });
  return { ...answer, rate: rateLimitOf(answer.headers, new Date()) };
}

/** Okta's own 404: a wrong address answers one without its code. */
function isUnknownHere(error: unknown): boolean {
  return error instanceof ConnectorError && error.class === 'not_found' && /\bE0000007\b/.test(error.message);
}

function usedUp({ waitMs }: RateLimit): ConnectorError {
  const message = 'the rate limit is used up between two pages';
  return new ConnectorError({ class: 'rate_limited', vendor: VENDOR, message, retryAfterMs: waitMs });
}

function badAnswer(message: string): ConnectorError {
  return new ConnectorError({ class: 'bad_request', vendor: VENDOR, message });
}
