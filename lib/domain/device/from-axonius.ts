import { type DeviceRecord, readRecord } from './record.ts';

/** A device as Axonius answers it, in either form: each attribute with all the values that its adapters gave. */
export interface AxoniusAsset {
  id: string;
  /** The adapters that know it, such as `active_directory_adapter`. */
  adapters: readonly string[];
  /** By the attribute's name below `specific_data.data`: `hostname`, `network_interfaces.mac`. Of scalars only. */
  values: Readonly<Record<string, readonly (string | number | boolean)[]>>;
  labels: readonly string[];
}

/** The attributes that are read, by what they say of a device; of several the first that has a value. */
export const AXONIUS_ATTRIBUTES = {
  names: ['preferred_hostname', 'hostname'],
  serials: ['device_serial'],
  macs: ['network_interfaces.mac'],
  addresses: ['network_interfaces.ips'],
  owner: ['owner'],
  lastUser: ['last_used_users'],
  os: ['os.type_distribution_preferred', 'os.type'],
  osVersion: ['os.build'],
  manufacturer: ['device_manufacturer'],
  model: ['device_model'],
  agentVersion: ['agent_versions.agent_version'],
  lastSeen: ['last_seen'],
} as const satisfies Partial<Record<keyof DeviceRecord, readonly string[]>>;

/** What Axonius says of a device, out of its adapters' arrays; null where it has no id. */
export function recordOfAxonius({ id, labels, values }: AxoniusAsset): ReturnType<typeof readRecord> {
  const all = (names: readonly string[]) => names.flatMap((name) => values[name] ?? []).map(String);
  const first = (names: readonly string[]) => all(names).find((text) => text.trim() !== '') ?? null;
  const { names, serials, macs, addresses, lastSeen, ...single } = AXONIUS_ATTRIBUTES;
  return readRecord('axonius', {
    id,
    labels,
    names: all(names),
    serials: all(serials),
    macs: all(macs),
    addresses: all(addresses),
    lastSeen: newestOf(all(lastSeen)),
    ...Object.fromEntries(Object.entries(single).map(([fact, attributes]) => [fact, first(attributes)])),
  });
}

/** Each adapter has seen it at a time of its own, in ISO 8601 or RFC 1123. */
function newestOf(texts: readonly string[]): string | null {
  const moments = texts.filter((text) => !Number.isNaN(Date.parse(text)));
  return moments.sort((a, b) => Date.parse(b) - Date.parse(a))[0] ?? texts[0] ?? null;
}
