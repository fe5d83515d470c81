import { createOutages, type Outages } from './outages.ts';
import { type Overrides, withOverrides } from './overrides.ts';
import { type RecordedRequest, startVendor, type VendorAnswer, type VendorServer } from './server.ts';

export interface EmulatedMac {
  id: string;
  name: string;
  serialNumber: string;
  email: string;
  buildingId: string;
  managed: boolean;
  lastIp: string;
  /** ISO 8601. */
  lastContactTime: string;
  /** What the Mac itself does: whether its user is an administrator now. Changes at its check-in only. */
  admin: boolean;
}

export interface JamfOptions {
  port?: number;
  clientId?: string;
  clientSecret?: string;
  /** The life of the tokens it issues, in seconds. */
  expiresIn?: number;
  /** Epoch milliseconds; check-ins and tokens go by it. */
  now?: () => number;
}

export interface JamfEmulator extends VendorServer {
  clientId: string;
  clientSecret: string;
  /** The static group of temporary administrators. */
  adminGroupId: string;
  /** Of the calls; the token endpoint has none. */
  outages: Outages;
  macs: Map<string, EmulatedMac>;
  buildings: Map<string, { id: string; name: string; city: string; country: string }>;
  groups: Map<string, { id: string; name: string; smart: boolean; members: Set<string> }>;
  /** The inventory answers 503; groups can be read and set. */
  inventoryDown: boolean;
  /** Refuses to remove a Mac from a group that it does not know any more. */
  refusesUnknown: boolean;
  tokensIssued: number;
  /** Wake-ups that were asked for, by management id. */
  pushes: string[];
  addMac(email: string, overrides?: Overrides<EmulatedMac>): EmulatedMac;
  addGroup(name: string, smart?: boolean): string;
  /** The Mac calls home: it reports its address and time, and does what its groups say. */
  checkIn(id: string, ip?: string): EmulatedMac;
  /** Taken out of Jamf, and of its groups. The Mac itself stays as it is. */
  deleteMac(id: string): void;
  revokeTokens(): void;
}

/** Starts a Jamf Pro tenant on 127.0.0.1: token, inventory, buildings, Classic computer groups, and Macs that check in on demand. */
export async function startJamf(options: JamfOptions = {}): Promise<JamfEmulator> {
  const { clientId = 'emulator-client', clientSecret = 'emulator-secret', expiresIn = 299, now = Date.now } = options;
  const tokens = new Map<string, number>();
  let counter = 0;

  const server = await startVendor((request) => {
    const { path } = request;
    if (path === '/api/oauth/token' || path === '/api/v1/oauth/token') return issueToken(request);
    const classic = path.startsWith('/JSSResource/');
    if (!classic && !path.startsWith('/api/')) return { status: 404, body: page('Not Found'), headers: HTML };
    const outage = emulator.outages.take(request);
    if (outage === 'rate-limited')
      return { status: 429, headers: { 'retry-after': '3' }, body: problem(429, 'TOO_MANY') };
    if (outage === 'server-error') return { status: 500, body: page('Internal Server Error'), headers: HTML };
    if (outage === 'unavailable') return { status: 503, body: page('Service Unavailable'), headers: HTML };
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const live = (tokens.get(token) ?? 0) > now();
    const answer = live ? (classic ? classicApi(request) : proApi(request)) : unauthorized(classic);
    return { ...answer, lost: outage === 'lost' };
  }, options);

  function issueToken({ method, form }: RecordedRequest): VendorAnswer {
    if (method !== 'POST') return { status: 405, body: '' };
    if (!form) return { status: 415, body: { error: 'invalid_request' } };
    if (form.get('grant_type') !== 'client_credentials')
      return { status: 400, body: { error: 'unsupported_grant_type' } };
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return { status: 401, body: { error: 'invalid_client' } };
    emulator.tokensIssued += 1;
    const token = `jamf-token-${emulator.tokensIssued}`;
    tokens.set(token, now() + expiresIn * 1000);
    return { body: { access_token: token, scope: 'api-role:2', token_type: 'Bearer', expires_in: expiresIn } };
  }

  function proApi(request: RecordedRequest): VendorAnswer {
    const { method, path, query } = request;
    if (method === 'GET' && path === '/api/v1/computers-inventory')
      return emulator.inventoryDown
        ? { status: 503, body: page('Service Unavailable'), headers: HTML }
        : inventory(query);
    const building = /^\/api\/v1\/buildings\/([^/]+)$/.exec(path)?.[1];
    if (method === 'GET' && building !== undefined) {
      const found = emulator.buildings.get(decodeURIComponent(building));
      return found ? { body: found } : notFound();
    }
    if (method === 'POST' && path === '/api/v2/mdm/blank-push') {
      emulator.pushes.push(...query.getAll('clientManagementIds'));
      return { body: { errorUuids: [] } };
    }
    return notFound();
  }

  function inventory(query: URLSearchParams): VendorAnswer {
    const size = Number(query.get('page-size') ?? 100);
    const at = Number(query.get('page') ?? 0);
    const wanted = filterOf(query.get('filter'));
    if (wanted === 'invalid' || !(size >= 1 && size <= 2000) || !(at >= 0))
      return { status: 400, body: problem(400, 'INVALID_FIELD', 'filter') };
    const found = [...emulator.macs.values()].filter((mac) => wanted?.(mac) ?? true);
    const sections = new Set(query.getAll('section'));
    const results = found.slice(at * size, (at + 1) * size).map((mac) => shown(mac, sections));
    return { body: { totalCount: found.length, results } };
  }

  function shown(mac: EmulatedMac, sections: Set<string>) {
    const asked = (name: string, part: unknown) => (sections.has(name) ? part : null);
    const groups = [...emulator.groups.values()].filter(({ members }) => members.has(mac.id));
    return {
      id: mac.id,
      udid: `0F1E2D3C-4B5A-4678-9ABC-${mac.id.padStart(12, '0')}`,
      general: asked('GENERAL', {
        name: mac.name,
        lastIpAddress: '192.0.2.1',
        lastReportedIp: mac.lastIp,
        lastContactTime: mac.lastContactTime,
        platform: 'Mac',
        supervised: mac.managed,
        managementId: managementIdOf(mac),
        remoteManagement: { managed: mac.managed },
        site: { id: '-1', name: 'None' },
      }),
      userAndLocation: asked('USER_AND_LOCATION', {
        username: mac.email.split('@')[0],
        realname: '',
        email: mac.email,
        buildingId: mac.buildingId,
        departmentId: '-1',
      }),
      hardware: asked('HARDWARE', { make: 'Apple', model: 'MacBook Air (M3)', serialNumber: mac.serialNumber }),
      groupMemberships: asked(
        'GROUP_MEMBERSHIPS',
        groups.map(({ id, name, smart }) => ({ groupId: id, groupName: name, smartGroup: smart })),
      ),
    };
  }

  function classicApi(request: RecordedRequest): VendorAnswer {
    const id = /^\/JSSResource\/computergroups\/id\/([^/]+)$/.exec(request.path)?.[1];
    const group = id === undefined ? undefined : emulator.groups.get(id);
    if (!group) return { status: 404, body: page('Not Found'), headers: HTML };
    if (request.method === 'GET') {
      if (!request.headers.accept?.includes('application/json'))
        return { body: `<computer_group><id>${group.id}</id></computer_group>`, headers: XML };
      return { body: { computer_group: classicGroup(group) } };
    }
    if (request.method !== 'PUT') return { status: 405, body: page('Method Not Allowed'), headers: HTML };
    return changeGroup(group, request);
  }

  type Group = JamfEmulator['groups'] extends Map<string, infer G> ? G : never;

  function classicGroup({ id, name, smart, members }: Group) {
    const computers = [...members].flatMap((member) => emulator.macs.get(member) ?? []);
    return {
      id: Number(id),
      name,
      is_smart: smart,
      computers: computers.map((mac) => ({ id: Number(mac.id), name: mac.name, serial_number: mac.serialNumber })),
    };
  }

  function changeGroup(group: Group, { headers, text }: RecordedRequest): VendorAnswer {
    if (!/^(application|text)\/xml/.test(headers['content-type'] ?? ''))
      return { status: 415, body: page('Unsupported Media Type'), headers: HTML };
    if (group.smart) return { status: 409, body: page('Conflict: the group is smart'), headers: HTML };
    const change = /^<computer_group><(computer_additions|computer_deletions)>(.*)<\/\1><\/computer_group>$/s.exec(
      text,
    );
    const ids = [...(change?.[2]?.matchAll(/<computer><id>([^<]*)<\/id><\/computer>/g) ?? [])].map(
      (one) => one[1] ?? '',
    );
    if (!change || ids.length === 0) return { status: 400, body: page('Bad Request'), headers: HTML };
    const adds = change[1] === 'computer_additions';
    if ((adds || emulator.refusesUnknown) && ids.some((id) => !emulator.macs.has(id)))
      return { status: 409, body: page('Conflict: Problem with computer in the group'), headers: HTML };
    for (const id of ids) {
      if (adds) group.members.add(id);
      else group.members.delete(id);
    }
    return {
      status: 201,
      body: `<?xml version="1.0" encoding="UTF-8"?><computer_group><id>${group.id}</id></computer_group>`,
      headers: XML,
    };
  }

  const adminGroupId = '88';
  const emulator: JamfEmulator = {
    ...server,
    clientId,
    clientSecret,
    adminGroupId,
    outages: createOutages(),
    macs: new Map(),
    buildings: new Map(),
    groups: new Map([
      [adminGroupId, { id: adminGroupId, name: 'Temp admin', smart: false, members: new Set<string>() }],
    ]),
    inventoryDown: false,
    refusesUnknown: false,
    tokensIssued: 0,
    pushes: [],
    addMac(email, overrides) {
      const id = String(++counter);
      const mac = withOverrides<EmulatedMac>(
        {
          ...{ id, name: `MBA-${id.padStart(4, '0')}`, serialNumber: `C02X${id.padStart(8, '0')}`, email },
          ...{ buildingId: '-1', managed: true, lastIp: '198.51.100.31', admin: false },
          lastContactTime: new Date(now()).toISOString(),
        },
        overrides,
      );
      emulator.macs.set(mac.id, mac);
      return mac;
    },
    addGroup(name, smart = false) {
      const id = String(100 + ++counter);
      emulator.groups.set(id, { id, name, smart, members: new Set() });
      return id;
    },
    checkIn(id, ip) {
      const mac = emulator.macs.get(id);
      if (!mac) throw new Error(`Jamf does not manage the Mac ${id}`);
      mac.lastContactTime = new Date(now()).toISOString();
      if (ip !== undefined) mac.lastIp = ip;
      mac.admin = emulator.groups.get(adminGroupId)?.members.has(id) ?? false;
      return mac;
    },
    deleteMac(id) {
      emulator.macs.delete(id);
      for (const { members } of emulator.groups.values()) members.delete(id);
    },
    revokeTokens: () => tokens.clear(),
  };
  return emulator;
}

const HTML = { 'content-type': 'text/html;charset=UTF-8' };
const XML = { 'content-type': 'text/xml;charset=UTF-8' };

const page = (what: string) => `<html><head><title>Status page</title></head><body><p>${what}</p></body></html>`;

const problem = (httpStatus: number, code: string, field: string | null = null) => ({
  httpStatus,
  errors: [{ code, description: code, id: '0', field }],
});

const notFound = (): VendorAnswer => ({ status: 404, body: { httpStatus: 404, errors: [] } });

const unauthorized = (classic: boolean): VendorAnswer =>
  classic
    ? { status: 401, body: page('Unauthorized'), headers: HTML }
    : { status: 401, body: problem(401, 'INVALID_TOKEN') };

const managementIdOf = ({ id }: EmulatedMac) => `11112222-3333-4444-8555-${id.padStart(12, '0')}`;

/** `field=="value"` with escaped quotes, of two fields; anything else is refused as a tenant would. */
function filterOf(filter: string | null): ((mac: EmulatedMac) => boolean) | 'invalid' | null {
  if (filter === null) return null;
  const parsed = /^(id|userAndLocation\.email)=="((?:[^"\\]|\\.)*)"$/.exec(filter);
  if (!parsed) return 'invalid';
  const value = (parsed[2] ?? '').replace(/\\(.)/g, '$1').toLowerCase();
  return parsed[1] === 'id' ? ({ id }) => id === value : ({ email }) => email.toLowerCase() === value;
}
