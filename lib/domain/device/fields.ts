import { compare, type Group, meet, type Said } from './group.ts';
import { addressOf, macOf, nameOf, serialOf } from './identifiers.ts';
import {
  AGENT,
  type ConflictField,
  contradicts,
  DEVICE_FIELDS,
  type DeviceField,
  type FieldValue,
  PRECEDENCE,
} from './precedence.ts';
import { LIST_FIELDS, type ListField } from './record.ts';
import { DEVICE_SOURCE_TITLES, type DeviceSource } from './sources.ts';

/** A value, and who says so since when. */
export interface Attributed {
  value: FieldValue;
  source: DeviceSource;
  /** When the source saw the device last, else when it was asked; ISO 8601. */
  at: string;
}

export interface MergedField extends Attributed {
  /** Why this source is believed, in a sentence. */
  why: string;
}

/** What sources contradict each other in, the one that is believed first. */
export interface Conflict {
  field: ConflictField;
  said: Attributed[];
}

export type MergedLists = Record<ListField, { value: string; sources: DeviceSource[] }[]>;

interface Claim extends Attributed {
  stale: boolean;
  rank: number;
}

/** The facts of a device by {@link PRECEDENCE}; `isStale` puts a record behind those that saw the device lately. */
export function fieldsOf(
  { said }: Group,
  isStale: (one: Said) => boolean,
): { fields: Partial<Record<DeviceField, MergedField>>; conflicts: Conflict[] } {
  const fields: Partial<Record<DeviceField, MergedField>> = {};
  const conflicts: Conflict[] = [];
  for (const field of DEVICE_FIELDS) {
    const claims = said
      .flatMap((one) => claimsOf(field, one, isStale(one)))
      .sort(field === 'lastSeen' ? newestFirst : believedFirst);
    const [best, ...others] = claims;
    if (!best) continue;
    fields[field] = { ...attributed(best), why: whyOf(field, best, others) };
    const against = others.filter(({ value }) => contradicts(field, best.value, value));
    if (against.length > 0) conflicts.push({ field, said: [best, ...against].map(attributed) });
  }
  return { fields, conflicts };
}

/** Of a device's network cards so many are told. */
const MOST_MACS = 4;

/**
 * Parts of a device that nothing but a name has put together, and whose network cards have nothing in common: they may be two. Each that names any
 * says so; what shares a serial number is one part, whatever its cards.
 */
export function macConflictOf(parts: readonly Group[]): Conflict[] {
  const differ = parts.some((a) => parts.some((b) => a.macs.size > 0 && b.macs.size > 0 && !meet(a.macs, b.macs)));
  if (!differ) return [];
  const claims = parts
    .flatMap(({ said }) => said)
    .flatMap(({ record: { macs, source, lastSeen }, at }): Claim[] => {
      const known = [...new Set(macs.map(macOf))].filter((mac) => mac !== null).sort(compare);
      const value = known.slice(0, MOST_MACS).join(', ');
      return value === '' ? [] : [{ value, source, at: lastSeen ?? at, stale: false, rank: AGENT.indexOf(source) }];
    });
  return [{ field: 'macs', said: claims.sort(believedFirst).map(attributed) }];
}

/** The values of each list with who knows them, without doubles that differ in their writing. */
export function listsOf({ said }: Group): MergedLists {
  return Object.fromEntries(LIST_FIELDS.map((list) => [list, listOf(said, list)])) as MergedLists;
}

const CANONICAL: Record<ListField, (text: string) => string | null> = {
  names: nameOf,
  serials: serialOf,
  macs: macOf,
  addresses: addressOf,
  labels: (text) => text,
};

function listOf(said: readonly Said[], list: ListField): MergedLists[ListField] {
  const known = new Map<string, Set<DeviceSource>>();
  for (const { record } of said)
    for (const text of record[list]) {
      const value = CANONICAL[list](text);
      if (value) known.set(value, (known.get(value) ?? new Set()).add(record.source));
    }
  return [...known]
    .map(([value, sources]) => ({ value, sources: [...sources].sort(compare) }))
    .sort((a, b) => compare(a.value, b.value));
}

function claimsOf(field: DeviceField, { record, at }: Said, stale: boolean): Claim[] {
  const { source, lastSeen } = record;
  const values = field === 'serial' ? record.serials.filter((text) => serialOf(text) !== null) : [record[field]];
  const rank = PRECEDENCE[field].order.indexOf(source);
  return values.flatMap((value) => (value === null ? [] : [{ value, source, at: lastSeen ?? at, stale, rank }]));
}

const believedFirst = (a: Claim, b: Claim) => Number(a.stale) - Number(b.stale) || a.rank - b.rank || newestFirst(a, b);
const newestFirst = (a: Claim, b: Claim) =>
  compare(b.at, a.at) || a.rank - b.rank || compare(String(a.value), String(b.value));

const attributed = ({ value, source, at }: Claim): Attributed => ({ value, source, at });

function whyOf(field: DeviceField, best: Claim, others: readonly Claim[]): string {
  const title = DEVICE_SOURCE_TITLES[best.source];
  if (others.every(({ source }) => source === best.source)) return `Only ${title} knows it.`;
  const passedOver = others.find(({ rank, stale }) => rank < best.rank && stale);
  if (field !== 'lastSeen' && passedOver && !best.stale)
    return `${title} is believed, because ${DEVICE_SOURCE_TITLES[passedOver.source]} has not seen the device for long.`;
  const { order, because } = PRECEDENCE[field];
  if (field === 'lastSeen' || best.source === order[0]) return `${title} is believed, because ${because}.`;
  return `${title} is believed, because ${DEVICE_SOURCE_TITLES[order[0]!]} does not know it.`;
}
