import { RESERVED_TLDS } from '../observables/hosts.ts';
import type { ObservableRole, ObservableType } from '../observables/types.ts';
import { addressOf, isAddress, nameOf, shortNameOf, writtenNameOf } from './identifiers.ts';
import type { DeviceRecord } from './record.ts';

/** Types of observables that can be a device of ours. */
export const DEVICE_TYPES = ['device', 'hostname'] as const satisfies readonly ObservableType[];

/** A device that is looked for, by its name. */
export interface NamedDevice {
  by: 'name';
  /** The first label, in small letters: what names are compared with. */
  name: string;
  /** The first label as the observable was written first: what the sources are asked for. */
  written: string;
  /** The whole name where it has a domain; null: any domain will do. */
  full: string | null;
}

/** A device that nobody has given another name than its address, as is usual where syslog comes from. */
interface AddressedDevice {
  by: 'address';
  address: string;
}

export type WantedDevice = NamedDevice | AddressedDevice;

/** NetBIOS and DNS allow no longer label. */
const LONGEST_NAME = 63;

/**
 * The device that an observable names, or null where it names none of ours: a public host name that did harm is somebody else's, and its first
 * label would find a device of ours that has nothing to do with it; and an address that every device has is that of none.
 */
export function wantedOf({
  type,
  value,
  role,
}: {
  type: ObservableType;
  value: string;
  role: ObservableRole;
}): WantedDevice | null {
  if (type !== 'device' && type !== 'hostname') return null;
  const full = nameOf(value);
  if (isAddress(full)) {
    const address = addressOf(full);
    return address === null ? null : { by: 'address', address };
  }
  const name = shortNameOf(value);
  if (name === '' || name.length > LONGEST_NAME || /\p{Cc}/u.test(name)) return null;
  const wanted = { by: 'name', name, written: writtenNameOf(value) } as const;
  if (!full.includes('.')) return { ...wanted, full: null };
  const internal = RESERVED_TLDS.has(full.slice(full.lastIndexOf('.') + 1)) || role === 'victim' || role === 'own';
  return type === 'device' || internal ? { ...wanted, full } : null;
}

/** Whether a record is about the device that is looked for: sources search by parts of names and addresses, and find more than was meant. */
export function isWanted(
  wanted: WantedDevice,
  { names, addresses }: Pick<DeviceRecord, 'names' | 'addresses'>,
): boolean {
  if (wanted.by === 'address') return [...addresses, ...names].some((one) => addressOf(one) === wanted.address);
  const known = names.map(nameOf).filter((one) => shortNameOf(one) === wanted.name);
  if (known.length === 0) return false;
  const domains = known.filter((one) => one.includes('.'));
  return wanted.full === null || domains.length === 0 || domains.includes(wanted.full);
}
