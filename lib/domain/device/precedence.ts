import { accountOf, serialOf } from './identifiers.ts';
import type { ScalarField } from './record.ts';
import type { DeviceSource } from './sources.ts';

/** A fact of a merged device; beside the scalar ones its serial number, of which it has one. */
export type DeviceField = ScalarField | 'serial';
export type FieldValue = string | number | boolean;

interface Precedence {
  /** Who is believed first. */
  order: readonly DeviceSource[];
  /** Why the first one is, as the end of a sentence: “because …”. */
  because: string;
  /** Whether two values say the same; equal texts always do. */
  same?: (a: FieldValue, b: FieldValue) => boolean;
  /** Differences are to be expected, and are no conflict. */
  differs?: true;
}

/** Who is believed about what an agent reads on the device. */
export const AGENT: readonly DeviceSource[] = ['sentinelone', 'axonius', 'entra'];
const DIRECTORY: readonly DeviceSource[] = ['entra', 'axonius', 'sentinelone'];
const ON_DEVICE = 'its agent reads it on the device itself';
const ENROLLED = 'devices are enrolled and judged there';

const sameText = (a: FieldValue, b: FieldValue) => squeezed(a) === squeezed(b);
const squeezed = (value: FieldValue) => String(value).toLowerCase().replace(/\s+/g, ' ').trim();

/** `Windows 11 Pro` and `Windows` are one family; `Mac OS X`, `macOS` too. */
function sameSystem(a: FieldValue, b: FieldValue): boolean {
  const [one, other] = [familyOf(a), familyOf(b)];
  return one !== null && other !== null ? one === other : sameText(a, b);
}

const FAMILIES: [pattern: RegExp, family: string][] = [
  [/windows/i, 'windows'],
  [/mac ?os|os x|darwin/i, 'macos'],
  [/linux|ubuntu|debian|red ?hat|centos|suse/i, 'linux'],
];
const familyOf = (value: FieldValue) => FAMILIES.find(([pattern]) => pattern.test(String(value)))?.[1] ?? null;

/** `22631` is the build of `10.0.22631.4602`. */
function sameVersion(a: FieldValue, b: FieldValue): boolean {
  const [one, other] = [partsOf(a), partsOf(b)];
  const [few, many] = one.length <= other.length ? [one, other] : [other, one];
  return many.some((_, at) => few.every((part, offset) => part === many[at + offset]));
}
const partsOf = (value: FieldValue) =>
  String(value)
    .toLowerCase()
    .split(/[.\s-]+/);

const sameAccount = (a: FieldValue, b: FieldValue) => accountOf(String(a)) === accountOf(String(b));

/** For each fact, which source wins and why; and what counts as a conflict between two of them. */
export const PRECEDENCE: Record<DeviceField, Precedence> = {
  owner: { order: DIRECTORY, because: 'the directory knows whom a device was given to', same: sameAccount },
  lastUser: { order: AGENT, because: 'its agent sees who signs in', same: sameAccount, differs: true },
  serial: {
    order: ['entra', 'sentinelone', 'axonius'],
    because: 'it is read at enrolment',
    same: (a, b) => serialOf(String(a)) === serialOf(String(b)),
  },
  os: { order: AGENT, because: ON_DEVICE, same: sameSystem },
  osVersion: { order: AGENT, because: ON_DEVICE, same: sameVersion },
  manufacturer: { order: AGENT, because: ON_DEVICE, same: sameText, differs: true },
  model: { order: AGENT, because: ON_DEVICE, same: sameText, differs: true },
  site: { order: AGENT, because: 'agents are grouped by site', same: sameText, differs: true },
  lastSeen: { order: AGENT, because: 'it is the newest', differs: true },
  agentVersion: { order: AGENT, because: 'it is its own agent', differs: true },
  agentActive: { order: AGENT, because: 'it is its own agent' },
  agentUpToDate: { order: AGENT, because: 'it is its own agent' },
  infected: { order: AGENT, because: 'it is what its agent finds' },
  activeThreats: { order: AGENT, because: 'it is what its agent finds' },
  isolation: { order: AGENT, because: 'its agent is what isolates' },
  compliant: { order: DIRECTORY, because: ENROLLED },
  managed: { order: DIRECTORY, because: ENROLLED },
  enabled: { order: DIRECTORY, because: ENROLLED },
  encrypted: { order: DIRECTORY, because: ENROLLED },
  firewall: { order: AGENT, because: ON_DEVICE },
};

export const DEVICE_FIELDS = Object.keys(PRECEDENCE) as DeviceField[];

/** In what sources may contradict each other: a fact, or that both mean one device. */
export type ConflictField = DeviceField | 'macs';
export const CONFLICT_FIELDS: [ConflictField, ...ConflictField[]] = ['macs', ...DEVICE_FIELDS];

/** Whether two sources contradict each other in a field. */
export function contradicts(field: DeviceField, a: FieldValue, b: FieldValue): boolean {
  const { same = sameText, differs } = PRECEDENCE[field];
  return !differs && !same(a, b);
}
