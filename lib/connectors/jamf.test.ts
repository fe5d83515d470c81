import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type JamfEmulator, startJamf } from '#e2e/vendors/jamf.ts';
import {
  addToGroup,
  blankPush,
  getBuilding,
  getComputer,
  getGroup,
  isInGroup,
  type JamfConnection,
  listComputersByEmail,
  proveCredentials,
  removeFromGroup,
} from './jamf.ts';
import { createTokenCache, type TokenCache } from './oauth.ts';
import { failing } from './testing/failing.ts';

let jamf: JamfEmulator;
let tokens: TokenCache;
let clock: number;

const EMAIL = 'maria.rossi@shop.example';

beforeEach(async () => {
  clock = Date.parse('2026-01-12T08:00:00Z');
  jamf = await startJamf({ now: () => clock });
  tokens = createTokenCache(() => clock);
});
afterEach(() => jamf.close());

function conn(changes: Partial<JamfConnection> = {}): JamfConnection {
  const { url: baseUrl, clientId, clientSecret } = jamf;
  return {
    baseUrl,
    tokenPath: '/api/oauth/token',
    clientId,
    clientSecret,
    allowedNetworks: ['127.0.0.0/8'],
    ...changes,
  };
}

const failsAs = failing(() => [jamf.clientSecret]);

const membership = (computerId: string) => ({ groupId: jamf.adminGroupId, computerId });

describe('the token', () => {
  it('is renewed by its own short life', async () => {
    await getGroup(conn(), tokens, '88');
    clock += 238_000;
    await getGroup(conn(), tokens, '88');
    expect(jamf.tokensIssued).toBe(1);
    clock += 32_000;
    await getGroup(conn(), tokens, '88');
    expect(jamf.tokensIssued).toBe(2);
  });

  it('that was revoked is replaced once, for both APIs', async () => {
    jamf.addMac(EMAIL);
    await getGroup(conn(), tokens, '88');
    jamf.revokeTokens();
    expect((await listComputersByEmail(conn(), tokens, EMAIL)).computers).toHaveLength(1);
    jamf.revokeTokens();
    expect(await getGroup(conn(), tokens, '88')).not.toBeNull();
  });

  it('is refused for a wrong secret', async () => {
    await failsAs('auth', proveCredentials(conn({ clientSecret: 'wrong-secret' }), tokens));
  });

  it('is had at another path', async () => {
    await proveCredentials(conn({ tokenPath: '/api/v1/oauth/token' }), tokens);
    await failsAs('not_found', proveCredentials(conn({ tokenPath: '/oauth' }), tokens));
  });
});

describe('the Macs of a person', () => {
  it('come with store, groups, address and last check-in', async () => {
    const mac = jamf.addMac('Maria.Rossi@shop.example', { buildingId: '17', lastIp: '10.12.0.4' });
    jamf.addMac('somebody@shop.example');
    const approved = jamf.addGroup('Approved for temporary admin', true);
    jamf.groups.get(approved)?.members.add(mac.id);
    const { computers, rejects } = await listComputersByEmail(conn(), tokens, EMAIL);
    expect(rejects).toEqual([]);
    expect(computers).toEqual([
      {
        ...{ id: mac.id, name: mac.name, serialNumber: mac.serialNumber, model: 'MacBook Air (M3)', platform: 'Mac' },
        ...{
          managed: true,
          email: EMAIL,
          userName: 'Maria.Rossi',
          buildingId: '17',
          lastIps: ['10.12.0.4', '192.0.2.1'],
        },
        managementId: expect.stringMatching(/^1111/),
        groups: [{ id: approved, name: 'Approved for temporary admin' }],
        lastContactAt: '2026-01-12T08:00:00.000Z',
      },
    ]);
  });

  it('come from every page', async () => {
    for (let n = 0; n < 203; n += 1) jamf.addMac(EMAIL);
    const { computers } = await listComputersByEmail(conn(), tokens, EMAIL);
    expect(new Set(computers.map(({ id }) => id)).size).toBe(203);
    expect(jamf.requests.filter(({ path }) => path === '/api/v1/computers-inventory')).toHaveLength(3);
  });

  it('of an address with quotes and operators are those of that address alone', async () => {
    const odd = `x",id=="1\\" or y@shop.example`;
    jamf.addMac(EMAIL);
    const mac = jamf.addMac(odd);
    expect((await listComputersByEmail(conn(), tokens, odd)).computers.map(({ id }) => id)).toEqual([mac.id]);
  });

  it('without a building have none, and a row of another shape is a reject', async () => {
    jamf.addMac(EMAIL, { managed: false });
    jamf.addMac(EMAIL, { name: 7 as unknown as string });
    const { computers, rejects } = await listComputersByEmail(conn(), tokens, EMAIL);
    expect(computers).toMatchObject([{ buildingId: null, managed: false, groups: [] }]);
    expect(rejects).toMatchObject([{ index: 1, problem: expect.stringContaining('general.name') }]);
  });

  it('are known by id until they are deleted', async () => {
    const { id } = jamf.addMac(EMAIL);
    expect(await getComputer(conn(), tokens, id)).toMatchObject({ id, email: EMAIL });
    jamf.deleteMac(id);
    expect(await getComputer(conn(), tokens, id)).toBeNull();
  });
});

it('a building has a name and a place, or is unknown', async () => {
  const milan = { id: '17', name: 'Milano-12', city: 'Milano', country: 'IT' };
  jamf.buildings.set('17', milan);
  expect(await getBuilding(conn(), tokens, '17')).toEqual(milan);
  expect(await getBuilding(conn(), tokens, '18')).toBeNull();
});

describe('temporary admin', () => {
  it('is had and lost at the Mac’s next check-in, not before', async () => {
    const { id } = jamf.addMac(EMAIL);
    const other = jamf.addMac(EMAIL);
    jamf.groups.get('88')?.members.add(other.id);
    await addToGroup(conn(), tokens, membership(id));
    await addToGroup(conn(), tokens, membership(id));
    expect(await isInGroup(conn(), tokens, membership(id))).toBe(true);
    expect(jamf.macs.get(id)?.admin).toBe(false);
    clock += 60_000;
    expect(jamf.checkIn(id, '10.1.1.1').admin).toBe(true);
    expect(await getComputer(conn(), tokens, id)).toMatchObject({
      lastIps: ['10.1.1.1', '192.0.2.1'],
      lastContactAt: '2026-01-12T08:01:00.000Z',
    });
    await removeFromGroup(conn(), tokens, membership(id));
    await removeFromGroup(conn(), tokens, membership(id));
    expect(jamf.macs.get(id)?.admin).toBe(true);
    expect(jamf.checkIn(id).admin).toBe(false);
    expect(await getGroup(conn(), tokens, '88')).toEqual({
      ...{ id: '88', name: 'Temp admin', smart: false, computerIds: [other.id] },
    });
  });

  it('whose answer was lost is in effect, and verified so', async () => {
    const { id } = jamf.addMac(EMAIL);
    jamf.outages.next = ['lost'];
    await failsAs('transient', addToGroup(conn(), tokens, membership(id)));
    expect(await isInGroup(conn(), tokens, membership(id))).toBe(true);
    jamf.outages.next = ['server-error'];
    await failsAs('transient', removeFromGroup(conn(), tokens, membership(id)));
    expect(await isInGroup(conn(), tokens, membership(id))).toBe(true);
  });

  it('is not granted to a Mac that was deleted, and its revocation stands', async () => {
    const { id } = jamf.addMac(EMAIL);
    await addToGroup(conn(), tokens, membership(id));
    jamf.deleteMac(id);
    await failsAs('bad_request', addToGroup(conn(), tokens, membership(id)));
    await removeFromGroup(conn(), tokens, membership(id));
    expect(await isInGroup(conn(), tokens, membership(id))).toBe(false);
  });

  it('is not verified by a group that is not there, and not granted by a smart one', async () => {
    const { id } = jamf.addMac(EMAIL);
    await failsAs('not_found', isInGroup(conn(), tokens, { groupId: '7', computerId: id }));
    await failsAs('not_found', addToGroup(conn(), tokens, { groupId: '7', computerId: id }));
    const groupId = jamf.addGroup('Laptops', true);
    expect(await getGroup(conn(), tokens, groupId)).toMatchObject({ smart: true });
    await failsAs('bad_request', addToGroup(conn(), tokens, { groupId, computerId: id }));
  });

  it('takes no markup for an id', async () => {
    await failsAs('bad_request', addToGroup(conn(), tokens, membership('1</id></computer><computer><id>2')));
    expect(jamf.groups.get('88')?.members.size).toBe(0);
  });

  it('can be asked for sooner', async () => {
    await blankPush(conn(), tokens, 'm-1');
    expect(jamf.pushes).toEqual(['m-1']);
  });
});

describe('errors', () => {
  it('a 429 says how long to wait, a 503 page is transient, a private host is refused', async () => {
    jamf.outages.next = ['rate-limited', 'unavailable'];
    expect((await failsAs('rate_limited', getGroup(conn(), tokens, '88'))).retryAfterMs).toBe(3_000);
    await failsAs('transient', getGroup(conn(), tokens, '88'));
    await failsAs('refused', proveCredentials(conn({ allowedNetworks: [] }), tokens));
  });
});
