import { z } from 'zod';
import { spellingsOf } from '../domain/device/identifiers.ts';
import { collectionOf, type EntraConnection, type ManyOf, proveCredentials } from './entra/graph.ts';
import { ConnectorError } from './http.ts';
import type { TokenCache } from './oauth.ts';
import type { Reject } from './rows.ts';

export { ENTRA_DEFAULTS, type EntraConnection } from './entra/graph.ts';

// Schemas. Loose: the directory leaves most of a device null.

const text = z.string().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);

const ManagedDevice = z.looseObject({
  id: z.string().min(1),
  azureADDeviceId: text,
  deviceName: text,
  userPrincipalName: text,
  serialNumber: text,
  complianceState: text,
  lastSyncDateTime: text,
  isEncrypted: flag,
});
export type EntraManagedDevice = z.infer<typeof ManagedDevice>;

const Device = z.looseObject({
  /** The directory's object id. */
  id: z.string().min(1),
  /** What Intune and the sign-in logs call the device's id. */
  deviceId: text,
  displayName: text,
  operatingSystem: text,
  operatingSystemVersion: text,
  manufacturer: text,
  model: text,
  accountEnabled: flag,
  isCompliant: flag,
  isManaged: flag,
  trustType: text,
  approximateLastSignInDateTime: text,
});
export type EntraDevice = z.infer<typeof Device> & {
  /** As Intune knows it; null where it is not enrolled, or where we may not ask. */
  managed: EntraManagedDevice | null;
};

export interface EntraDevices {
  devices: EntraDevice[];
  rejects: Reject[];
  /** What we could not ask, in a sentence each. */
  warnings: string[];
}

const DEVICE_FIELDS = Object.keys(Device.shape).join(',');
const MANAGED_FIELDS = Object.keys(ManagedDevice.shape).join(',');

/**
 * The devices of the directory with this display name, each with what Intune knows of it: its user, serial number and compliance. A name may be that
 * of several. It is asked for as it is given, and written in other ways only where nothing is found: Graph does not mind capitals, what stands in
 * its place may. Where the application may not read Intune, that part is left out with a warning. Throws ConnectorError.
 */
export async function findDevices(conn: EntraConnection, tokens: TokenCache, name: string): Promise<EntraDevices> {
  for (const spelling of spellingsOf(name)) {
    const found = await devicesOf(conn, tokens, spelling);
    if (found.devices.length + found.rejects.length > 0) return found;
  }
  return { devices: [], rejects: [], warnings: [] };
}

async function devicesOf(conn: EntraConnection, tokens: TokenCache, name: string): Promise<EntraDevices> {
  const devices = await collectionOf(conn, tokens, Device, {
    path: '/devices',
    filter: `displayName eq ${quoted(name)}`,
    select: DEVICE_FIELDS,
  });
  if (devices.good.length === 0) return { devices: [], rejects: devices.rejects, warnings: [] };
  const { managed, rejects, warnings } = await managedOf(conn, tokens, name);
  const enrolled = new Map(managed.map((one) => [one.azureADDeviceId?.toLowerCase(), one]));
  return {
    devices: devices.good.map((one) => ({
      ...one,
      managed: (one.deviceId && enrolled.get(one.deviceId.toLowerCase())) || null,
    })),
    rejects: [...devices.rejects, ...rejects],
    warnings,
  };
}

/** Proves tenant, id and secret with a token of its own, then reads one device, which proves the permission. Throws ConnectorError. */
export async function test(conn: EntraConnection, tokens: TokenCache): Promise<void> {
  await proveCredentials(conn, tokens);
  await collectionOf(conn, tokens, Device, { path: '/devices', select: 'id', top: 1, pages: 1 });
}

async function managedOf(conn: EntraConnection, tokens: TokenCache, name: string) {
  const question = {
    path: '/deviceManagement/managedDevices',
    filter: `deviceName eq ${quoted(name)}`,
    select: MANAGED_FIELDS,
  };
  try {
    const { good, rejects }: ManyOf<EntraManagedDevice> = await collectionOf(conn, tokens, ManagedDevice, question);
    return { managed: good, rejects, warnings: [] };
  } catch (error) {
    // A tenant without Intune refuses it, too. The directory alone is still an answer.
    if (!(error instanceof ConnectorError) || error.class === 'auth') throw error;
    const reason =
      error.class === 'forbidden' ? 'the permission DeviceManagementManagedDevices.Read.All is missing' : error.message;
    return { managed: [], rejects: [], warnings: [`Owner and serial number are not known: ${reason}.`] };
  }
}

/** A text of OData: a single quote is doubled, and nothing else ends it. */
export function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
