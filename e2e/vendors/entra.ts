import { randomUUID } from 'node:crypto';
import { DEVICES, hoursBefore, idOf, type KnownDevice, MAIL_DOMAIN } from './device-scenarios.ts';
import { type Faults, faultOf } from './faults.ts';
import { type RecordedRequest, startVendor, type VendorAnswer, type VendorServer } from './server.ts';

type Row = Record<string, unknown>;

export interface EntraOptions {
  port?: number;
  tenantId?: string;
  clientId?: string;
  clientSecret?: string;
  slowMs?: number;
  /** The moment that “an hour ago” is counted from. */
  now?: Date;
}

export interface EntraEmulator extends VendorServer, Faults {
  /** Where tokens are had, and where Graph is: one address here. */
  loginUrl: string;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** The directory's devices, and those of Intune. */
  devices: Row[];
  managedDevices: Row[];
  /** What the application may read. */
  permissions: Set<'Device.Read.All' | 'DeviceManagementManagedDevices.Read.All'>;
  /** Rows of a page, where the question does not say fewer. */
  pageSize: number;
  /** Where the links to the next pages lead; null: where they should. */
  strayLink: string | null;
  tokensIssued: number;
  /** Makes every token that was issued so far invalid. */
  revokeTokens(): void;
}

/** Starts Entra ID's token endpoint and Graph's two lists of devices on 127.0.0.1. */
export async function startEntra(options: EntraOptions = {}): Promise<EntraEmulator> {
  const { tenantId = 'emulator-tenant', clientId = 'emulator-app', clientSecret = 'emulator-app-secret' } = options;
  const { slowMs = 5_000, now = new Date() } = options;
  const tokens = new Set<string>();

  const server = await startVendor(async (request, closing) => {
    const [, tenant] = /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(request.path) ?? [];
    if (tenant !== undefined) return issueToken(decodeURIComponent(tenant), request);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!tokens.has(token))
      return failure(401, 'InvalidAuthenticationToken', 'Access token has expired or is not valid.');
    const limited = { ...failure(429, 'TooManyRequests', 'Too many requests.'), headers: { 'retry-after': '9' } };
    const down = failure(503, 'serviceNotAvailable', 'The service is not available.');
    return (await faultOf(emulator, { limited, down, slowMs, closing })) ?? graph(request);
  }, options);

  function issueToken(tenant: string, { method, form }: RecordedRequest): VendorAnswer {
    if (method !== 'POST' || !form)
      return refusal(400, 'invalid_request', 900144, 'The request body must be form-encoded.');
    const { grant_type: grant, client_id: id, client_secret: secret, scope } = Object.fromEntries(form);
    if (tenant !== emulator.tenantId) return refusal(400, 'invalid_request', 90002, `Tenant '${tenant}' not found.`);
    if (grant !== 'client_credentials') return refusal(400, 'unsupported_grant_type', 70003, 'Unsupported grant type.');
    if (id !== emulator.clientId)
      return refusal(400, 'unauthorized_client', 700016, `Application '${id}' was not found.`);
    if (secret !== emulator.clientSecret)
      return refusal(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
    if (scope !== 'https://graph.microsoft.com/.default')
      return refusal(400, 'invalid_scope', 1002012, `The scope '${scope}' is not valid.`);
    emulator.tokensIssued += 1;
    const token = `eyJ.emulated-${emulator.tokensIssued}`;
    tokens.add(token);
    return { body: { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: token } };
  }

  function graph({ method, path, query }: RecordedRequest): VendorAnswer {
    const list = LISTS[path];
    if (method !== 'GET' || !list)
      return failure(404, 'Request_ResourceNotFound', `Resource '${path}' does not exist.`);
    if (!emulator.permissions.has(list.permission))
      return failure(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
    const test = testOf(query.get('$filter'), list.name);
    if (!test) return failure(400, 'Request_BadRequest', `Invalid filter clause: ${query.get('$filter')}`);
    const top = Math.min(Number(query.get('$top') ?? 100), emulator.pageSize);
    const start = Number(query.get('$skiptoken') ?? 0);
    const found = emulator[list.rows].filter(test);
    const select = query.get('$select')?.split(',') ?? null;
    const next = new URLSearchParams([...query].filter(([name]) => name !== '$skiptoken'));
    next.set('$skiptoken', String(start + top));
    return {
      body: {
        '@odata.context': `${server.url}/v1.0/$metadata#${list.rows}`,
        value: found.slice(start, start + top).map((row) => selected(row, select)),
        ...(start + top < found.length && { '@odata.nextLink': `${emulator.strayLink ?? server.url}${path}?${next}` }),
      },
    };
  }

  const emulator: EntraEmulator = {
    ...server,
    loginUrl: server.url,
    tenantId,
    clientId,
    clientSecret,
    devices: DEVICES.flatMap((device, at) => (device.entra ? [directoryDeviceOf(device, at, now)] : [])),
    managedDevices: DEVICES.flatMap((device, at) =>
      device.entra && device.entra.enrolled !== false ? [managedDeviceOf(device, at, now)] : [],
    ),
    permissions: new Set(['Device.Read.All', 'DeviceManagementManagedDevices.Read.All'] as const),
    pageSize: 100,
    strayLink: null,
    tokensIssued: 0,
    revokeTokens: () => tokens.clear(),
    mode: 'ok',
    quota: Number.POSITIVE_INFINITY,
  };
  return emulator;
}

const LISTS: Record<
  string,
  {
    rows: 'devices' | 'managedDevices';
    name: string;
    permission: 'Device.Read.All' | 'DeviceManagementManagedDevices.Read.All';
  }
> = {
  '/v1.0/devices': { rows: 'devices', name: 'displayName', permission: 'Device.Read.All' },
  '/v1.0/deviceManagement/managedDevices': {
    rows: 'managedDevices',
    name: 'deviceName',
    permission: 'DeviceManagementManagedDevices.Read.All',
  },
};

/** `eq` and `startswith` on the name, as they work without further headers; a quote within is doubled. Null for what cannot be read. */
function testOf(filter: string | null, name: string): ((row: Row) => boolean) | null {
  if (filter === null) return () => true;
  const TEXT = "'((?:[^']|'')*)'";
  const [, equal] = new RegExp(`^${name} eq ${TEXT}$`).exec(filter) ?? [];
  const [, start] = new RegExp(`^startswith\\(${name},\\s*${TEXT}\\)$`).exec(filter) ?? [];
  const value = (equal ?? start)?.replaceAll("''", "'").toLowerCase();
  if (value === undefined) return null;
  const of = (row: Row) => String(row[name]).toLowerCase();
  return equal === undefined ? (row) => of(row).startsWith(value) : (row) => of(row) === value;
}

const selected = (row: Row, select: readonly string[] | null) =>
  select ? Object.fromEntries(Object.entries(row).filter(([name]) => name === 'id' || select.includes(name))) : row;

const guid = (kind: string, at: number) => `${kind}-0000-0000-0000-${idOf('00000000', at)}`;

/** A device of the directory. */
export function directoryDeviceOf({ name, os, entra = { hours: 1 } }: KnownDevice, at: number, now: Date): Row {
  return {
    id: guid('b1e2c3d4', at),
    deviceId: guid('aaaabbbb', at),
    displayName: name,
    accountEnabled: true,
    operatingSystem: os.split(' ')[0],
    operatingSystemVersion: '10.0.22631.4602',
    ...{ trustType: 'AzureAd', profileType: 'RegisteredDevice', manufacturer: 'VendorX', model: 'T100' },
    isCompliant: entra.compliant ?? true,
    isManaged: entra.enrolled !== false,
    ...{ onPremisesSyncEnabled: null, physicalIds: [], systemLabels: [] },
    approximateLastSignInDateTime: hoursBefore(now, entra.hours).replace(/\.\d+Z$/, 'Z'),
    registrationDateTime: '2025-03-01T09:00:00Z',
  };
}

/** The same device as Intune manages it. */
export function managedDeviceOf(device: KnownDevice, at: number, now: Date): Row {
  const { name, serial, os, user, entra = { hours: 1 } } = device;
  return {
    id: guid('c0ffee00', at),
    userId: guid('d00d0000', at),
    deviceName: name,
    operatingSystem: os.split(' ')[0],
    osVersion: '10.0.22631.4602',
    complianceState: (entra.compliant ?? true) ? 'compliant' : 'noncompliant',
    managementAgent: 'mdm',
    // Intune writes it in capitals at times.
    azureADDeviceId: guid('aaaabbbb', at).toUpperCase(),
    userPrincipalName: `${entra.owner ?? user}@${MAIL_DOMAIN}`,
    serialNumber: serial,
    lastSyncDateTime: hoursBefore(now, entra.hours),
    ...{ isEncrypted: true, jailBroken: 'False' },
  };
}

function failure(status: number, code: string, message: string): VendorAnswer {
  const innerError = {
    date: new Date().toISOString().slice(0, 19),
    'request-id': randomUUID(),
    'client-request-id': randomUUID(),
  };
  return { status, body: { error: { code, message, innerError } } };
}

function refusal(status: number, error: string, code: number, message: string): VendorAnswer {
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${message} Trace ID: ${randomUUID()}`,
      error_codes: [code],
      timestamp: new Date().toISOString().replace('T', ' ').replace(/\.\d+/, ''),
      trace_id: randomUUID(),
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    },
  };
}
