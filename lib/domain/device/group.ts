import { macOf, serialOf, shortNameOf } from './identifiers.ts';
import type { DeviceRecord } from './record.ts';

/** What one source says of one device, and when it said so. */
export interface Said {
  record: DeviceRecord;
  /** When it was asked, ISO 8601. */
  at: string;
}

/** How the records of a group were found to be one device, the strongest first. */
export const JOINS = ['serial', 'mac', 'name', 'alone'] as const;
export type Join = (typeof JOINS)[number];

/** Records that are one device. */
export interface Group {
  said: Said[];
  serials: ReadonlySet<string>;
  macs: ReadonlySet<string>;
  join: Join;
}

/**
 * Puts together what is one device by its hardware: a shared serial number, else a shared MAC address. A MAC address that devices with different
 * serial numbers share (a dock, a dongle) joins nobody. The order of the records does not matter.
 */
export function groupByHardware(said: readonly Said[]): Group[] {
  const alone = said.map((one) => groupOf([one], 'alone'));
  const bySerial = components(alone, (a, b) => meet(a.serials, b.serials)).map((part) => joined(part, 'serial'));
  const byMac = components(bySerial, (a, b) => meet(a.macs, b.macs));
  return byMac.flatMap((part) => (part.some((a) => part.some((b) => differ(a, b))) ? part : [joined(part, 'mac')]));
}

/** One group of several. A lone one stays what it is. */
export function joined(groups: readonly Group[], join: Join): Group {
  if (groups.length === 1) return groups[0]!;
  return groupOf(
    groups.flatMap(({ said }) => said),
    join,
  );
}

/** Two that cannot be one device: each has a serial number, and they share none. */
export function differ(a: Group, b: Group): boolean {
  return a !== b && a.serials.size > 0 && b.serials.size > 0 && !meet(a.serials, b.serials);
}

/** The same source knows both, as two. */
export function shareSource(a: Group, b: Group): boolean {
  return a !== b && a.said.some((one) => b.said.some((other) => one.record.source === other.record.source));
}

/** Somebody calls both by one name, whatever the domain. */
export function shareName(a: Group, b: Group): boolean {
  const [one, other] = [a, b].map(({ said }) => new Set(said.flatMap(({ record }) => record.names.map(shortNameOf))));
  return meet(one!, other!);
}

/** The last time that anybody saw it; null where nobody says. */
export function lastSeenOf({ said }: Pick<Group, 'said'>): string | null {
  return said
    .map(({ record }) => record.lastSeen)
    .reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);
}

function groupOf(said: Said[], join: Join): Group {
  const inOrder = [...said].sort(byPlace);
  return { said: inOrder, join, serials: all(inOrder, 'serials', serialOf), macs: all(inOrder, 'macs', macOf) };
}

const byPlace = (a: Said, b: Said) =>
  compare(a.record.source, b.record.source) || compare(a.record.id, b.record.id) || compare(a.at, b.at);
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function all(said: Said[], list: 'serials' | 'macs', canonical: (text: string) => string | null): Set<string> {
  return new Set(said.flatMap(({ record }) => record[list].map(canonical)).filter((one) => one !== null));
}

export const meet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((one) => b.has(one));

/** The connected parts of a graph. */
function components<T>(nodes: readonly T[], linked: (a: T, b: T) => boolean): T[][] {
  const left = new Set(nodes);
  const parts: T[][] = [];
  for (const node of nodes) {
    if (!left.delete(node)) continue;
    const part = [node];
    for (const one of part) for (const other of left) if (linked(one, other) && left.delete(other)) part.push(other);
    parts.push(part);
  }
  return parts;
}
