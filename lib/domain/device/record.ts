import { z } from 'zod';
import { cut } from '../text.ts';
import { DEVICE_SOURCES, type DeviceSource } from './sources.ts';

const LONGEST = 300;
const MOST = 50;

const text = z
  .string()
  .trim()
  .transform((value) => cut(value, LONGEST))
  .transform((value) => (value === '' ? null : value))
  .nullable();
/** A source's list: one value is a list of one, and what is no text is left out. */
const texts = z.preprocess(
  (value) =>
    (Array.isArray(value) ? value : [value])
      .filter((one): one is string => typeof one === 'string' && one.trim() !== '')
      .map((one) => cut(one.trim(), LONGEST))
      .slice(0, MOST),
  z.array(z.string()),
);
const flag = z.boolean().nullable();
/** ISO 8601 or RFC 1123, in any zone; kept in ISO 8601, UTC. A time without a zone is UTC. */
const moment = z
  .string()
  .transform((value, context) => {
    const at = Date.parse(/^\d{4}-\d\d-\d\d[T ][\d:.]+$/.test(value) ? `${value.replace(' ', 'T')}Z` : value);
    const year = new Date(at).getUTCFullYear();
    // Empty directories answer the year 1 for “never”.
    if (year >= 1970 && year <= 2199) return new Date(at).toISOString();
    context.addIssue({ code: 'custom', message: 'no moment' });
    return z.NEVER;
  })
  .nullable();

/** How far a device is cut off from the network by its agent. */
export const ISOLATIONS = ['connected', 'isolated', 'isolating', 'releasing'] as const;

/** Lists of which a device may have several values at once. */
export const LIST_FIELDS = ['names', 'serials', 'macs', 'addresses', 'labels'] as const;
export type ListField = (typeof LIST_FIELDS)[number];

/** What can be said of one device. Null: the source does not say. */
export const DEVICE_FACTS = {
  names: texts,
  serials: texts,
  macs: texts,
  addresses: texts,
  labels: texts,
  owner: text,
  lastUser: text,
  os: text,
  osVersion: text,
  manufacturer: text,
  model: text,
  site: text,
  lastSeen: moment,
  agentVersion: text,
  agentActive: flag,
  agentUpToDate: flag,
  infected: flag,
  activeThreats: z.number().int().min(0).nullable(),
  isolation: z.enum(ISOLATIONS).nullable(),
  compliant: flag,
  managed: flag,
  enabled: flag,
  encrypted: flag,
  firewall: flag,
  /** The source has taken it out of service. */
  retired: flag,
} as const;

/** A device as one source knows it. `id` is the source's own. */
export const DeviceRecord = z.object({ source: z.enum(DEVICE_SOURCES), id: z.string(), ...DEVICE_FACTS });
export type DeviceRecord = z.infer<typeof DeviceRecord>;
export type DeviceFact = keyof typeof DEVICE_FACTS;
export type ScalarField = Exclude<DeviceFact, ListField | 'retired'>;

const NAMES = Object.keys(DEVICE_FACTS) as DeviceFact[];

/**
 * Reads what a source says of a device, fact by fact: one that has another shape is left out and told, and costs none of the others. Null where it is
 * no object with an id.
 */
export function readRecord(source: DeviceSource, said: unknown): { record: DeviceRecord; notes: string[] } | null {
  const parsed = z.looseObject({ id: z.union([z.string().min(1), z.number()]).transform(String) }).safeParse(said);
  if (!parsed.success) return null;
  const facts: Record<string, unknown> = {};
  const notes: string[] = [];
  for (const name of NAMES) {
    const value = parsed.data[name] ?? (isList(name) ? [] : null);
    const read = DEVICE_FACTS[name].safeParse(value);
    if (!read.success) notes.push(`${name} is no ${KIND[name] ?? 'text'}`);
    facts[name] = read.success ? read.data : null;
  }
  return { record: { source, id: parsed.data.id, ...facts } as DeviceRecord, notes };
}

const isList = (name: DeviceFact): boolean => (LIST_FIELDS as readonly string[]).includes(name);

const YES_OR_NO = 'yes or no';
const KIND: Partial<Record<DeviceFact, string>> = {
  lastSeen: 'moment',
  activeThreats: 'whole number',
  isolation: `one of ${ISOLATIONS.join(', ')}`,
  agentActive: YES_OR_NO,
  agentUpToDate: YES_OR_NO,
  infected: YES_OR_NO,
  compliant: YES_OR_NO,
  managed: YES_OR_NO,
  enabled: YES_OR_NO,
  encrypted: YES_OR_NO,
  firewall: YES_OR_NO,
  retired: YES_OR_NO,
};
