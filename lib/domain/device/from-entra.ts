import { readRecord } from './record.ts';

type Text = string | null | undefined;
type Flag = boolean | null | undefined;

/** A device of the directory, and what Intune knows of it where it is enrolled. */
export interface EntraDevice {
  /** The directory's object id. */
  id: string;
  displayName?: Text;
  operatingSystem?: Text;
  operatingSystemVersion?: Text;
  manufacturer?: Text;
  model?: Text;
  accountEnabled?: Flag;
  isCompliant?: Flag;
  isManaged?: Flag;
  approximateLastSignInDateTime?: Text;
  managed?: ManagedDevice | null;
}

/** A device of Intune's. */
export interface ManagedDevice {
  userPrincipalName?: Text;
  serialNumber?: Text;
  complianceState?: Text;
  lastSyncDateTime?: Text;
  isEncrypted?: Flag;
}

/** What Entra ID says of a device. */
export function recordOfEntra(device: EntraDevice): ReturnType<typeof readRecord> {
  const { managed } = device;
  return readRecord('entra', {
    id: device.id,
    names: device.displayName,
    serials: managed?.serialNumber,
    owner: managed?.userPrincipalName,
    os: device.operatingSystem,
    osVersion: device.operatingSystemVersion,
    manufacturer: device.manufacturer,
    model: device.model,
    enabled: device.accountEnabled,
    managed: device.isManaged,
    compliant: compliantOf(managed?.complianceState) ?? device.isCompliant,
    encrypted: managed?.isEncrypted,
    lastSeen: newer(managed?.lastSyncDateTime, device.approximateLastSignInDateTime),
  });
}

/** What Intune has judged; null where it has not, or where time is given to become so. */
function compliantOf(state: Text): boolean | null {
  if (state === 'compliant') return true;
  return state === 'noncompliant' ? false : null;
}

function newer(a: Text, b: Text): Text {
  if (!a || Number.isNaN(Date.parse(a))) return b;
  return b && Date.parse(b) > Date.parse(a) ? b : a;
}
