import { inArray, max } from 'drizzle-orm';
import { type Case, caseEvents, connectors } from '../../../db/schema/index.ts';
import { DEVICE_SOURCE_TITLES, DEVICE_SOURCES } from '../../../domain/device/sources.ts';
import type { DeviceField } from '../../../domain/device.ts';
import type { DeviceReading } from '../../../domain/scout/gather.ts';
import type { DeviceView } from '../../../domain/views/device.ts';
import { familyOf } from '../../cases/family.ts';
import { devicesOfCase } from '../../devices/for-case.ts';
import type { Reader } from '../reader.ts';

export interface DevicesReading {
  items: DeviceReading[];
  /** There are more than were looked at. */
  more: boolean;
  /** What a source that is switched on has not said of them, in a sentence; null: nothing is left open. */
  unknown: string | null;
}

/** Attributes that may matter to whether somebody is at work on a device. */
const TOLD: readonly DeviceField[] = ['os', 'lastSeen'];

/**
 * The devices of a case as their sources know them. An answer from before the last alert came says nothing of what the alert tells, and several
 * devices of one name say nothing of the one that is meant.
 */
export async function readDevices(
  { db }: Pick<Reader, 'db'>,
  of: Pick<Case, 'id' | 'createdAt'>,
): Promise<DevicesReading> {
  const { items, more } = await devicesOfCase(db, of.id);
  const since = await lastReceipt(db, of);
  const asked = await switchedOn(db);
  const [first] = items.flatMap((device) => whyUnknown(device, { asked, since }) ?? []);
  return {
    items: items.map(readingOf),
    more,
    unknown: more ? 'The case has more devices than are looked up.' : (first ?? null),
  };
}

/** When what the case tells of was last heard. */
export async function lastReceipt(db: Reader['db'], { id, createdAt }: Pick<Case, 'id' | 'createdAt'>): Promise<Date> {
  const [last] = await db
    .select({ at: max(caseEvents.receivedAt) })
    .from(caseEvents)
    .where(inArray(caseEvents.caseId, await familyOf(db, id)));
  return last?.at && last.at > createdAt ? last.at : createdAt;
}

async function switchedOn(db: Reader['db']): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ id: connectors.id, enabled: connectors.enabled })
    .from(connectors)
    .where(inArray(connectors.id, [...DEVICE_SOURCES]));
  return new Set(rows.filter(({ enabled }) => enabled).map(({ id }) => id));
}

function whyUnknown(
  { observable: { value }, ambiguous, sources }: DeviceView,
  { asked, since }: { asked: ReadonlySet<string>; since: Date },
): string | null {
  const name = value.slice(0, 200);
  if (ambiguous) return `Several devices are called ${name}.`;
  for (const { source, state, answeredAt } of sources) {
    // Off: it is switched on, and lacks what it would be asked with.
    if (!asked.has(source) || state === 'off') continue;
    const title = DEVICE_SOURCE_TITLES[source];
    if (answeredAt === null) return `${title} has not said anything of ${name}.`;
    if (new Date(answeredAt) < since) return `What ${title} said of ${name} is older than the case’s last alert.`;
  }
  return null;
}

function readingOf({ observable: { id, value }, device, store }: DeviceView): DeviceReading {
  const fields = device?.fields ?? {};
  const { infected, owner } = fields;
  return {
    id,
    name: value.slice(0, 200),
    owner: owner ? String(owner.value).slice(0, 200) : null,
    store: store ? store.name.slice(0, 200) : null,
    infected: typeof infected?.value === 'boolean' ? infected.value : null,
    attributes: TOLD.flatMap((label) => {
      const field = fields[label];
      return field ? [{ label, value: String(field.value).slice(0, 200) }] : [];
    }),
  };
}
