import { DEVICES, hoursBefore, idOf, type KnownDevice } from './device-scenarios.ts';
import { type Faults, faultOf } from './faults.ts';
import { type RecordedRequest, startVendor, type VendorAnswer, type VendorServer } from './server.ts';

export type EmulatedAgent = Record<string, unknown> & { id: string; computerName: string };

export interface SentinelOneOptions {
  port?: number;
  apiToken?: string;
  slowMs?: number;
  /** The moment that “an hour ago” is counted from. */
  now?: Date;
}

export interface SentinelOneEmulator extends VendorServer, Faults {
  apiToken: string;
  /** The tenant's agents, in the order in which pages list them. */
  agents: EmulatedAgent[];
}

const PREFIX = '/web/api/v2.1';
const MAX_PAGE = 1_000;

/** Starts a SentinelOne console on 127.0.0.1: its agents by filter and cursor, and their count. */
export async function startSentinelOne(options: SentinelOneOptions = {}): Promise<SentinelOneEmulator> {
  const { apiToken = 'emulator-sentinelone-token', slowMs = 5_000, now = new Date() } = options;

  const server = await startVendor(async (request, closing) => {
    // Not Bearer: SentinelOne has a scheme of its own.
    if (request.headers.authorization !== `ApiToken ${emulator.apiToken}`)
      return failure(401, 4010010, 'Authentication Failed');
    const limited = failure(429, 4290010, 'Too many requests');
    const down = failure(500, 5000010, 'Internal server error', 'The server was unable to process the request');
    return (await faultOf(emulator, { limited, down, slowMs, closing })) ?? answer(request);
  }, options);

  function answer({ method, path, query }: RecordedRequest): VendorAnswer {
    if (method !== 'GET' || !path.startsWith(`${PREFIX}/agents`)) return failure(404, 4040010, 'Resource not found');
    const { limit = '10', cursor, ...filters } = Object.fromEntries(query);
    const tests = Object.entries(filters).map(([name, value]) => FILTERS[name]?.(value));
    const unknown = Object.keys(filters).find((name) => !FILTERS[name]);
    if (unknown) return failure(400, 4000010, 'Validation Error', `${unknown}: Unknown field`);
    const found = emulator.agents.filter((agent) => tests.every((test) => test?.(agent)));
    if (path === `${PREFIX}/agents/count`) return { body: { data: { total: found.length } } };
    if (path !== `${PREFIX}/agents`) return failure(404, 4040010, 'Resource not found');
    return pageOf(found, Number(limit), cursor);
  }

  const emulator: SentinelOneEmulator = {
    ...server,
    apiToken,
    agents: DEVICES.flatMap((device, at) => (device.sentinelone ? [agentOf(device, at, now)] : [])),
    mode: 'ok',
    quota: Number.POSITIVE_INFINITY,
  };
  return emulator;
}

type Test = (agent: EmulatedAgent) => boolean;

const among =
  (field: string) =>
  (value: string): Test =>
  (agent) =>
    value.split(',').includes(String(agent[field]));
/** Any of a list; without regard to capitals. */
const contains =
  (text: (agent: EmulatedAgent) => string) =>
  (value: string): Test =>
  (agent) =>
    value.split(',').some((part) => text(agent).toLowerCase().includes(part.toLowerCase()));

const FILTERS: Record<string, (value: string) => Test> = {
  ids: among('id'),
  uuids: among('uuid'),
  siteIds: among('siteId'),
  osTypes: among('osType'),
  isActive: among('isActive'),
  isDecommissioned: among('isDecommissioned'),
  networkStatuses: among('networkStatus'),
  computerName: among('computerName'),
  computerName__contains: contains(({ computerName }) => computerName),
  computerName__like: contains(({ computerName }) => computerName),
  networkInterfaceInet__contains: contains(({ networkInterfaces }) => JSON.stringify(networkInterfaces)),
};

function pageOf(found: readonly EmulatedAgent[], limit: number, cursor: string | undefined): VendorAnswer {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_PAGE)
    return failure(400, 4000010, 'Validation Error', `limit: Must be between 1 and ${MAX_PAGE}`);
  const start = cursor === undefined ? 0 : positionOf(cursor);
  if (!Number.isInteger(start)) return failure(400, 4000010, 'Validation Error', 'cursor: Invalid cursor');
  const end = start + limit;
  const nextCursor = end < found.length ? Buffer.from(String(end)).toString('base64') : null;
  return { body: { data: found.slice(start, end), pagination: { nextCursor, totalItems: found.length } } };
}

/** Not a number for a cursor that was never given. */
function positionOf(cursor: string): number {
  const text = Buffer.from(cursor, 'base64').toString();
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

/** An agent as the console lists it. */
export function agentOf(device: KnownDevice, at: number, now: Date): EmulatedAgent {
  const { name, serial, mac, ip, user, os, store, sentinelone = { hours: 1 } } = device;
  const seen = hoursBefore(now, sentinelone.hours).replace('Z', '456Z');
  return {
    id: `17023456789012${idOf('1', at)}`,
    uuid: `5a1d0c3e-0f4b-4d5f-8f1e-${idOf('00000000', at)}`,
    computerName: name,
    ...{
      accountId: '1',
      accountName: 'Retail Group',
      siteId: '2',
      siteName: 'Stores EMEA',
      groupId: '3',
      groupName: store,
    },
    ...{ agentVersion: '24.1.2.188', isUpToDate: true, serialNumber: serial },
    osName: os,
    osType: os === 'macOS' ? 'macos' : 'windows',
    ...{ osRevision: '22631', osArch: '64 bit', machineType: 'desktop', modelName: 'VendorX - T100' },
    ...{
      domain: 'RETAIL',
      externalIp: '198.51.100.20',
      lastIpToMgmt: ip,
      lastLoggedInUserName: user,
      osUsername: null,
    },
    isActive: !sentinelone.retired,
    isDecommissioned: sentinelone.retired === true,
    isPendingUninstall: false,
    infected: sentinelone.infected === true,
    activeThreats: sentinelone.infected ? 2 : 0,
    networkStatus: sentinelone.isolated ? 'disconnected' : 'connected',
    ...{ mitigationMode: 'protect', scanStatus: 'finished', firewallEnabled: true, encryptedApplications: true },
    lastActiveDate: seen,
    ...{ registeredAt: '2025-03-01T09:00:00.000000Z', createdAt: '2025-03-01T09:00:00.000000Z', updatedAt: seen },
    networkInterfaces: [
      { id: '9', name: 'Ethernet', physical: mac, inet: [ip], inet6: [], gatewayIp: '10.20.30.1' },
      { id: '10', name: 'Loopback', physical: '00:00:00:00:00:00', inet: ['127.0.0.1'], inet6: [] },
    ],
    activeDirectory: { computerDistinguishedName: null, computerMemberOf: [], lastUserDistinguishedName: null },
    cloudProviders: {},
    tags: { sentinelone: [{ key: 'store', value: store }] },
    userActionsNeeded: [],
    locations: [{ id: '0', name: 'Fallback', scope: 'global' }],
  };
}

function failure(status: number, code: number, title: string, detail: string | null = null): VendorAnswer {
  return { status, body: { errors: [{ code, title, detail }] } };
}
