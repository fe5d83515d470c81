import { type Conflict, fieldsOf, listsOf, type MergedField, type MergedLists, macConflictOf } from './fields.ts';
import {
  compare,
  differ,
  type Group,
  groupByHardware,
  type Join,
  joined,
  lastSeenOf,
  type Said,
  shareName,
  shareSource,
} from './group.ts';
import type { DeviceField } from './precedence.ts';
import type { DeviceSource } from './sources.ts';
import { isWanted, type WantedDevice } from './wanted.ts';

/** A device, from all that say something of it. */
export interface MergedDevice {
  /** What the records were put together by; the weakest of the links counts. */
  joinedBy: Join;
  sources: DeviceSource[];
  /** Each fact with the source that won, and why. A fact that nobody knows is absent. */
  fields: Partial<Record<DeviceField, MergedField>>;
  lists: MergedLists;
  conflicts: Conflict[];
}

/** Why a record of that name is not part of the device. */
export type SetAside = 'retired' | 'stale' | 'ambiguous';

/** Another device of the name, as far as its hardware tells. */
export interface Candidate {
  /** Who knows it, each by its own id. */
  known: { source: DeviceSource; id: string }[];
  name: string;
  serial: string | null;
  owner: string | null;
  lastSeen: string | null;
  why: SetAside;
}

export interface Merged {
  /** Null where nobody knows it, or where several have the name and nothing tells which is meant. */
  device: MergedDevice | null;
  /** Others of that name. */
  candidates: Candidate[];
  /** Several have the name, so that there is no device. */
  ambiguous: boolean;
}

/** One that was seen so much later than another of its name has taken that one's place. */
export const STALE_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * Makes one device of what the sources say of a name. Records with other names are passed over; those that are one by their hardware are put together;
 * what a source has retired, or what was last seen {@link STALE_DAYS} days before another one, is set aside; and what is left is one device where no
 * source knows two of it and no serial numbers contradict. Otherwise nothing is guessed: all are candidates. An address passes from one device to
 * another, and each site has its 10.0.0.5: of a device that is looked for by one, what shares neither hardware nor a name is another. The order of
 * `said` does not matter.
 */
export function mergeDevices(wanted: WantedDevice, said: readonly Said[]): Merged {
  const named = said.filter(({ record }) => isWanted(wanted, record));
  const aside: Candidate[] = [];
  const setAside = (groups: readonly Group[], why: SetAside) =>
    aside.push(...groups.map((group) => candidateOf(group, why)));

  const living = named.filter((one) => !isReplaced(one, named));
  setAside(groupByHardware(named.filter((one) => !living.includes(one))), 'retired');

  const groups = groupByHardware(living);
  const newest = newestOf(groups);
  const isRival = rivalry(wanted);
  const stale = groups.filter((group) => isRival(group, groups) && daysBetween(lastSeenOf(group), newest) > STALE_DAYS);
  setAside(stale, 'stale');

  const left = groups.filter((group) => !stale.includes(group));
  const sure = left.filter((group) => !isRival(group, left));
  const rivals = left.filter((group) => !sure.includes(group));
  setAside(rivals, 'ambiguous');
  // Beside rivals only hardware says which device is meant: a name alone could be that of any of them.
  const meant = rivals.length === 0 || sure.some(({ serials, macs }) => serials.size + macs.size > 0) ? sure : [];
  if (meant !== sure) setAside(sure, 'ambiguous');

  const candidates = aside.sort((a, b) => compare(placeOf(a), placeOf(b)));
  const device = meant.length === 0 ? null : deviceOf(meant);
  return { device, candidates, ambiguous: device === null && candidates.length > 0 };
}

/** A source that knows a living device of the name does not mean the one that it has retired. */
const isReplaced = ({ record }: Said, among: readonly Said[]) =>
  record.retired === true &&
  among.some(({ record: other }) => other.source === record.source && other.retired !== true);

/** Whether one of these cannot be the same device as the group. */
const rivalry =
  ({ by }: WantedDevice) =>
  (group: Group, among: readonly Group[]): boolean =>
    among.some(
      (other) =>
        differ(group, other) ||
        shareSource(group, other) ||
        (by === 'address' && group !== other && !shareName(group, other)),
    );

const newestOf = (groups: readonly Group[]) => lastSeenOf({ said: groups.flatMap(({ said }) => said) });

export function daysBetween(earlier: string | null, later: string | null): number {
  return earlier === null || later === null ? 0 : (Date.parse(later) - Date.parse(earlier)) / DAY_MS;
}

function deviceOf(parts: readonly Group[]): MergedDevice {
  const group = joined(parts, 'name');
  const newest = lastSeenOf(group);
  const { fields, conflicts } = fieldsOf(group, (one) => daysBetween(one.record.lastSeen, newest) > STALE_DAYS);
  return {
    joinedBy: group.join,
    sources: [...new Set(group.said.map(({ record }) => record.source))],
    fields,
    lists: listsOf(group),
    conflicts: [...conflicts, ...macConflictOf(parts)],
  };
}

function candidateOf(group: Group, why: SetAside): Candidate {
  const { fields } = fieldsOf(group, () => false);
  const text = (field: DeviceField) => (fields[field] === undefined ? null : String(fields[field].value));
  return {
    known: group.said.map(({ record: { source, id } }) => ({ source, id })),
    name: group.said.flatMap(({ record }) => record.names).sort(compare)[0] ?? '',
    ...{ serial: text('serial'), owner: text('owner'), lastSeen: text('lastSeen'), why },
  };
}

const placeOf = ({ known }: Candidate) => known.map(({ source, id }) => `${source} ${id}`).join(' ');
