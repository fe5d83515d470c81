import { slowness } from './faults.ts';
import { OKTA_PEOPLE, type OktaEventPush, oktaEvent, oktaHookBody } from './okta-bodies.ts';
import { failure, pageOfGroups, pageOfLog } from './okta-pages.ts';
import type { Overrides } from './overrides.ts';
import type { PushResult } from './push.ts';
import { type RecordedRequest, startVendor, type VendorAnswer, type VendorServer } from './server.ts';

export { OKTA_PEOPLE, oktaEvent, oktaHookBody } from './okta-bodies.ts';

export interface OktaUserNode {
  id: string;
  status: string;
  created: string;
  lastLogin: string | null;
  profile: { login: string; email: string; firstName: string; lastName: string };
}
export interface OktaGroupNode {
  id: string;
  type: 'OKTA_GROUP' | 'APP_GROUP' | 'BUILT_IN';
  name: string;
  members: Set<string>;
}

/** How the Management API behaves. `slow` answers after `slowMs`. */
export type OktaMode = 'ok' | 'rate-limited' | 'forbidden' | 'down' | 'slow';

export interface OktaOptions {
  port?: number;
  apiToken?: string;
  slowMs?: number;
  /** Groups that one page holds at most. */
  groupsPerPage?: number;
}

export interface OktaEmulator extends VendorServer {
  apiToken: string;
  mode: OktaMode;
  users: Map<string, OktaUserNode>;
  groups: Map<string, OktaGroupNode>;
  /** Administrators' roles by user id. */
  roles: Map<string, string[]>;
  /** False: the token may read groups, not roles. */
  mayReadRoles: boolean;
  /** The System Log, in the order of its writing. */
  log: OktaEventPush[];
  /** Requests that the bucket still holds; each answer tells it, and at 0 it limits. */
  remaining: number;
  /** Seconds until the bucket is full again. */
  resetSeconds: number;
  /** The server's clock is so much ahead of ours. */
  clockAheadMs: number;
  /** Registers an event hook: asks for the challenge once, as Okta does. True where it was answered rightly. */
  verifyHook(targetUrl: string, secret: string, challenge?: string): Promise<boolean>;
  /** Writes the events to the log and delivers them in one request. */
  pushEvents(targetUrl: string, secret: string, events: readonly OktaEventPush[]): Promise<PushResult>;
  /** The next generated event, written and delivered alone. */
  pushEvent(targetUrl: string, secret: string, overrides?: Overrides<OktaEventPush>): Promise<PushResult>;
}

const BUCKET = 600;

/** Starts an Okta organisation on 127.0.0.1: users, groups, roles, the System Log, and event hooks on demand. */
export async function startOkta(options: OktaOptions = {}): Promise<OktaEmulator> {
  const { apiToken = 'emulator-okta-token', slowMs = 5_000, groupsPerPage = 2 } = options;
  let next = 0;

  const server = await startVendor(async (request, closing) => {
    await slowness(emulator, slowMs, closing);
    const answer = limited() ? tooMany() : authorised(request);
    return { ...answer, headers: { ...answer.headers, ...bucketHeaders() } };
  }, options);

  const limited = () => emulator.mode === 'rate-limited' || emulator.remaining <= 0;
  const tooMany = () => failure(429, 'E0000047', 'API call exceeded rate limit due to too many requests.');

  function bucketHeaders(): Record<string, string> {
    const now = Date.now() + emulator.clockAheadMs;
    return {
      date: new Date(now).toUTCString(),
      'x-rate-limit-limit': String(BUCKET),
      'x-rate-limit-remaining': String(emulator.mode === 'rate-limited' ? 0 : emulator.remaining),
      'x-rate-limit-reset': String(Math.floor(now / 1000) + emulator.resetSeconds),
    };
  }

  function authorised(request: RecordedRequest): VendorAnswer {
    if (request.headers.authorization !== `SSWS ${apiToken}`) return failure(401, 'E0000011', 'Invalid token provided');
    emulator.remaining -= 1;
    if (emulator.mode === 'down') return failure(500, 'E0000009', 'Internal Server Error');
    if (emulator.mode === 'forbidden')
      return failure(403, 'E0000006', 'You do not have permission to perform the requested action');
    return route(request);
  }

  function route({ method, path, query }: RecordedRequest): VendorAnswer {
    if (method === 'GET' && path === '/api/v1/logs') return pageOfLog(emulator.log, query, server.url);
    const [, segment = '', rest = ''] = /^\/api\/v1\/users\/([^/]+)(\/.*)?$/.exec(path) ?? [];
    if (segment === '') return failure(405, 'E0000022', 'The endpoint does not support the provided HTTP method');
    const user = findUser(decodeURIComponent(segment));
    if (!user) return failure(404, 'E0000007', `Not found: Resource not found: ${decodeURIComponent(segment)} (User)`);
    return actOn(user, `${method} ${rest}`, query);
  }

  /** By id, by login, or the token's own. */
  function findUser(name: string): OktaUserNode | undefined {
    if (name === 'me') return emulator.users.values().next().value;
    return emulator.users.get(name) ?? [...emulator.users.values()].find(({ profile }) => profile.login === name);
  }

  function actOn(user: OktaUserNode, act: string, query: URLSearchParams): VendorAnswer {
    switch (act) {
      case 'GET ':
        return { body: user };
      case 'GET /groups': {
        const groups = [...emulator.groups.values()].filter(({ members }) => members.has(user.id));
        return pageOfGroups(groups, query, `${server.url}/api/v1/users/${user.id}/groups`, groupsPerPage);
      }
      case 'GET /roles':
        if (!emulator.mayReadRoles)
          return failure(403, 'E0000006', 'You do not have permission to perform the requested action');
        return { body: (emulator.roles.get(user.id) ?? []).map((type) => roleOf(type, user.id)) };
      default:
        return failure(405, 'E0000022', 'The endpoint does not support the provided HTTP method');
    }
  }

  const emulator: OktaEmulator = {
    ...server,
    apiToken,
    mode: 'ok',
    users: new Map(OKTA_PEOPLE.map((person) => [person.id, userOf(person)])),
    groups: new Map(groupsOfFloor().map((group) => [group.id, group])),
    roles: new Map(),
    mayReadRoles: true,
    log: [],
    remaining: BUCKET,
    resetSeconds: 42,
    clockAheadMs: 0,
    async verifyHook(targetUrl, secret, challenge = 'challenge-1f6b0c') {
      const headers = { 'x-okta-verification-challenge': challenge, authorization: secret };
      const answer = await fetch(targetUrl, { headers, redirect: 'manual' });
      if (answer.status !== 200) return false;
      const body = (await answer.json().catch(() => null)) as { verification?: unknown } | null;
      return body?.verification === challenge;
    },
    async pushEvents(targetUrl, secret, events) {
      const written = new Set(emulator.log.map(({ uuid }) => uuid));
      emulator.log.push(...events.filter(({ uuid }) => !written.has(uuid)));
      const answer = await fetch(targetUrl, {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json', authorization: secret },
        body: JSON.stringify(oktaHookBody(events, server.url)),
        redirect: 'manual',
      });
      return { status: answer.status, headers: answer.headers, body: await answer.text() };
    },
    pushEvent: (targetUrl, secret, overrides) => emulator.pushEvents(targetUrl, secret, [oktaEvent(next++, overrides)]),
  };
  return emulator;
}

function userOf({ id, login, firstName, lastName }: (typeof OKTA_PEOPLE)[number]): OktaUserNode {
  const profile = { login, email: login, firstName, lastName };
  return { id, status: 'ACTIVE', created: '2024-05-01T09:00:00.000Z', lastLogin: '2026-03-01T07:30:00.000Z', profile };
}

/** Everyone, the shops' staff, and those who must be protected most. */
function groupsOfFloor(): OktaGroupNode[] {
  const everyone = OKTA_PEOPLE.map(({ id }) => id);
  return [
    { id: '00geveryone', type: 'BUILT_IN', name: 'Everyone', members: new Set(everyone) },
    { id: '00gstores', type: 'OKTA_GROUP', name: 'Store staff', members: new Set(everyone) },
    { id: '00gvip0001', type: 'OKTA_GROUP', name: 'VIP', members: new Set([OKTA_PEOPLE[0]!.id]) },
  ];
}

const roleOf = (type: string, userId: string) => ({
  id: `ra1${type.toLowerCase()}${userId}`,
  type,
  label: type.toLowerCase().replaceAll('_', ' '),
  status: 'ACTIVE',
  assignmentType: 'USER',
});
