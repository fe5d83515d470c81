import { RESERVED_TLDS } from '../observables/hosts.ts';
import type { ObservableRole, ObservableType } from '../observables/types.ts';
import { nameOf, shortNameOf } from './identifiers.ts';
import type { DeviceRecord } from './record.ts';

/** Types of observables that can be a device of ours. */
export const DEVICE_TYPES = ['device', 'hostname'] as const satisfies readonly ObservableType[];

/** A device that is looked for, by its name. */
export interface WantedDevice {
  /** The first label, in small letters: what the sources are asked for. */
  name: string;
  /** The whole name where it has a domain; null: any domain will do. */
  full: string | null;
}

/** NetBIOS and DNS allow no longer label. */
const LONGEST_NAME = 63;

/**
 * The device that an observable names, or null where it names none of ours: a public host name that did harm is somebody else's, and its first
 * label would find a device of ours that has nothing to do with it.
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
  const name = shortNameOf(value);
  if (name === '' || name.length > LONGEST_NAME || /\p{Cc}/u.test(name)) return null;
  if (!full.includes('.')) return { name, full: null };
  const internal = RESERVED_TLDS.has(full.slice(full.lastIndexOf('.') + 1)) || role === 'victim' || role === 'own';
  return type === 'device' || internal ? { name, full } : null;
}

/** Whether a record is about the device that is looked for: sources search by parts of names, and find more than was meant. */
export function isWanted({ name, full }: WantedDevice, { names }: Pick<DeviceRecord, 'names'>): boolean {
  const known = names.map(nameOf).filter((one) => shortNameOf(one) === name);
  if (known.length === 0) return false;
  const domains = known.filter((one) => one.includes('.'));
  return full === null || domains.length === 0 || domains.includes(full);
}
