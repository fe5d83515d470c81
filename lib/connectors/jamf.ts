import { z } from 'zod';
import { ConnectorError, type FetchOptions, type HttpRequest, send } from './http.ts';
import { type ClientCredentials, issueToken, type TokenCache, withToken } from './oauth.ts';
import { parseRows, type Reject } from './rows.ts';

// Schemas: what we read. Loose, and lenient about what Jamf leaves null; ids are strings in the Jamf Pro API, numbers in the Classic one.

const text = z.string().nullish();
const numberedId = z.coerce.string();

const Computer = z
  .looseObject({
    id: z.string().min(1),
    general: z.looseObject({
      name: text,
      lastIpAddress: text,
      lastReportedIp: text,
      lastContactTime: text,
      platform: text,
      managementId: text,
      remoteManagement: z.looseObject({ managed: z.boolean().nullish() }).nullish(),
    }),
    userAndLocation: z.looseObject({ username: text, realname: text, email: text, buildingId: text }).nullish(),
    hardware: z.looseObject({ model: text, serialNumber: text }).nullish(),
    groupMemberships: z.array(z.looseObject({ groupId: numberedId, groupName: text })).nullish(),
  })
  .transform(({ id, general, userAndLocation: owner, hardware, groupMemberships }) => ({
    id,
    name: general.name ?? '',
    serialNumber: hardware?.serialNumber ?? '',
    model: hardware?.model ?? '',
    platform: general.platform ?? '',
    managed: general.remoteManagement?.managed === true,
    managementId: general.managementId ?? null,
    email: owner?.email?.toLowerCase() || null,
    userName: owner?.username || null,
    /** Null: no building is set. */
    buildingId: owner?.buildingId && owner.buildingId !== '-1' ? owner.buildingId : null,
    groups: (groupMemberships ?? []).map(({ groupId, groupName }) => ({ id: groupId, name: groupName ?? '' })),
    /** The address that the Mac told last, in its own network, and the one from which Jamf saw it; what is not known is left out. */
    lastIps: [general.lastReportedIp, general.lastIpAddress].filter((ip): ip is string => Boolean(ip)),
    /** ISO 8601: when the Mac checked in last. It acts on a change only then. */
    lastContactAt: isoOf(general.lastContactTime),
  }));
/** A Mac as Jamf knows it. */
export type JamfComputer = z.output<typeof Computer>;

const Page = z.looseObject({ totalCount: z.number().int().min(0), results: z.array(z.unknown()) });
const Building = z
  .looseObject({ id: z.string(), name: z.string(), city: text, country: text })
  .transform(({ id, name, city, country }) => ({ id, name, city: city ?? '', country: country ?? '' }));
export type JamfBuilding = z.output<typeof Building>;

const Group = z.looseObject({
  computer_group: z.looseObject({
    id: numberedId,
    name: z.string(),
    is_smart: z.boolean(),
    computers: z.array(z.looseObject({ id: numberedId, name: text, serial_number: text })),
  }),
});

/** A computer group with its members. `smart`: its members follow from a rule, and cannot be set. */
export interface JamfGroup {
  id: string;
  name: string;
  smart: boolean;
  computerIds: string[];
}

// Defaults.

const VENDOR = 'Jamf Pro';
const PAGE = 100;
const SECTIONS = ['GENERAL', 'USER_AND_LOCATION', 'HARDWARE', 'GROUP_MEMBERSHIPS'];

/** Paths of the token endpoint; newer servers know it under `/api/v1/oauth/token` as well. There is no default host: each tenant has its own. */
export const JAMF_DEFAULTS = { tokenPath: '/api/oauth/token' } as const;

/** A Jamf Pro tenant, with the API client's credentials in the clear. */
export interface JamfConnection {
  /** `https://<org>.jamfcloud.com`. */
  baseUrl: string;
  tokenPath: string;
  clientId: string;
  clientSecret: string;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
  fetchOptions?: FetchOptions;
}

// Calls.

/** The Macs that this e-mail address is entered as the user of, without regard to case; every page. */
export async function listComputersByEmail(
  conn: JamfConnection,
  tokens: TokenCache,
  email: string,
): Promise<{ computers: JamfComputer[]; rejects: Reject[] }> {
  const found = await listComputers(conn, tokens, `userAndLocation.email==${quoted(email)}`);
  const wanted = email.toLowerCase();
  return { ...found, computers: found.computers.filter((computer) => computer.email === wanted) };
}

/** A Mac by its Jamf id; null where Jamf does not know it (any more). */
export async function getComputer(conn: JamfConnection, tokens: TokenCache, id: string): Promise<JamfComputer | null> {
  const { computers } = await listComputers(conn, tokens, `id==${quoted(id)}`);
  return computers.find((computer) => computer.id === id) ?? null;
}

async function listComputers(conn: JamfConnection, tokens: TokenCache, filter: string) {
  const computers: JamfComputer[] = [];
  const rejects: Reject[] = [];
  for (let page = 0; ; page += 1) {
    const query = new URLSearchParams(SECTIONS.map((section) => ['section', section]));
    for (const [name, value] of Object.entries({ page, 'page-size': PAGE, sort: 'id:asc', filter }))
      query.append(name, String(value));
    const { totalCount, results } = read(Page, await get(conn, tokens, `/api/v1/computers-inventory?${query}`));
    const rows = parseRows(Computer, results);
    computers.push(...rows.good);
    rejects.push(...rows.rejects);
    // An empty page ends it too: a count that never comes true would page for ever.
    if (results.length === 0 || (page + 1) * PAGE >= totalCount) return { computers, rejects };
  }
}

/** A building (a store) by its id, or null. */
export async function getBuilding(conn: JamfConnection, tokens: TokenCache, id: string): Promise<JamfBuilding | null> {
  const body = await unlessNotFound(get(conn, tokens, `/api/v1/buildings/${encodeURIComponent(id)}`));
  return body === null ? null : read(Building, body);
}

/** A computer group by its id with its members, or null. It is what a grant and a revocation are verified by. */
export async function getGroup(conn: JamfConnection, tokens: TokenCache, id: string): Promise<JamfGroup | null> {
  const body = await unlessNotFound(get(conn, tokens, groupPath(id)));
  if (body === null) return null;
  const { id: groupId, name, is_smart: smart, computers } = read(Group, body).computer_group;
  return { id: groupId, name, smart, computerIds: computers.map((one) => one.id) };
}

/** Whether the Mac is in the group now. Throws `not_found` where there is no such group: nothing is verified then. */
export async function isInGroup(
  conn: JamfConnection,
  tokens: TokenCache,
  { groupId, computerId }: JamfMembership,
): Promise<boolean> {
  const group = await getGroup(conn, tokens, groupId);
  if (!group) throw fail('not_found', `there is no computer group ${groupId}`);
  return group.computerIds.includes(computerId);
}

export interface JamfMembership {
  /** The static group that the policy "temporary admin" is scoped to. */
  groupId: string;
  computerId: string;
}

/** Grants: adds the Mac to the group. To add it twice is harmless, so it may be tried again after a lost answer. */
export function addToGroup(conn: JamfConnection, tokens: TokenCache, membership: JamfMembership): Promise<void> {
  return changeGroup(conn, tokens, membership, 'computer_additions');
}

/** Revokes: removes the Mac from the group. To remove what is not in it is harmless. */
export function removeFromGroup(conn: JamfConnection, tokens: TokenCache, membership: JamfMembership): Promise<void> {
  return changeGroup(conn, tokens, membership, 'computer_deletions');
}

/** One Mac in, or one out: a list of all members would undo what another run changes at the same time. */
async function changeGroup(
  conn: JamfConnection,
  tokens: TokenCache,
  { groupId, computerId }: JamfMembership,
  what: 'computer_additions' | 'computer_deletions',
): Promise<void> {
  const body = `<computer_group><${what}><computer><id>${xml(computerId)}</id></computer></${what}></computer_group>`;
  const raw = { type: 'application/xml', body };
  await authorized(conn, tokens, { method: 'PUT', path: groupPath(groupId), raw, expect: 'text' });
}

/** Asks Apple's push service to wake the Mac: helps profiles and commands, not policies. */
export async function blankPush(conn: JamfConnection, tokens: TokenCache, managementId: string): Promise<void> {
  const path = `/api/v2/mdm/blank-push?clientManagementIds=${encodeURIComponent(managementId)}`;
  await authorized(conn, tokens, { method: 'POST', path, expect: 'text' });
}

const groupPath = (id: string) => `/JSSResource/computergroups/id/${encodeURIComponent(id)}`;

function get(conn: JamfConnection, tokens: TokenCache, path: string): Promise<unknown> {
  return authorized(conn, tokens, { method: 'GET', path });
}

interface Call extends Pick<HttpRequest, 'method' | 'raw' | 'expect'> {
  path: string;
}

function authorized(conn: JamfConnection, tokens: TokenCache, { path, ...request }: Call): Promise<unknown> {
  return withToken(tokens, clientOf(conn), async (token) => {
    const { body } = await send({
      ...request,
      vendor: VENDOR,
      url: urlOf(conn, path),
      headers: { authorization: `Bearer ${token}` },
      secrets: [token, conn.clientSecret],
      allowedNetworks: conn.allowedNetworks,
      options: conn.fetchOptions,
    });
    return body;
  });
}

function clientOf(conn: JamfConnection): ClientCredentials {
  return {
    vendor: VENDOR,
    tokenUrl: urlOf(conn, conn.tokenPath),
    clientId: conn.clientId,
    clientSecret: conn.clientSecret,
    allowedNetworks: conn.allowedNetworks,
    options: conn.fetchOptions,
  };
}

/** Asks for a token that nobody uses: proves that id and secret are accepted now, and not an hour ago. */
export async function proveCredentials(conn: JamfConnection, tokens: TokenCache): Promise<void> {
  await issueToken(clientOf(conn), tokens.now);
}

function urlOf({ baseUrl }: JamfConnection, path: string): string {
  return `${baseUrl.replace(/\/+$/, '')}${path}`;
}

/** A value inside of an RSQL filter. */
function quoted(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function xml(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function isoOf(time: string | null | undefined): string | null {
  const at = Date.parse(time ?? '');
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function read<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw fail('bad_request', `the answer has another shape (${issue?.path.join('.')}: ${issue?.message})`);
}

function fail(kind: 'bad_request' | 'not_found', message: string): ConnectorError {
  return new ConnectorError({ class: kind, vendor: VENDOR, message });
}

async function unlessNotFound(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ConnectorError && error.class === 'not_found') return null;
    throw error;
  }
}
