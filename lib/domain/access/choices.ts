import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** A Mac and the store that it would be used in: one thing to pick. */
export const AccessChoice = z.object({
  /** What an answer names. */
  id: z.string(),
  deviceId: z.string(),
  deviceName: z.string(),
  serialNumber: z.string(),
  model: z.string(),
  store: z.object({ key: z.string(), name: z.string() }).nullable(),
  /** `network`: the Mac’s address is the store’s. `self`: the person says so. */
  storeBy: z.enum(['network', 'self']).nullable(),
});
export type AccessChoice = z.infer<typeof AccessChoice>;

export interface CandidateMac {
  id: string;
  name: string;
  serialNumber: string;
  model: string;
  managed: boolean;
  groups: readonly { id: string; name: string }[];
  /** The name of its building; null: none is set. */
  building: string | null;
  lastIps: readonly string[];
}

export interface KnownStore {
  key: string;
  name: string;
  networks: readonly string[];
}

export interface Choices {
  choices: AccessChoice[];
  /** Each Mac that cannot be had, and why, in a sentence. */
  refused: { name: string; reason: string }[];
}

/** So many can be shown. */
const MOST = 100;

/**
 * Which of somebody's Macs can be had now, and where: managed, in the group of approved Macs (where one is set; by name or number), and at
 * the store of their building. Where a Mac is follows from its address; where that tells nothing, the person says, and the choice says so.
 */
export function choicesOf(
  macs: readonly CandidateMac[],
  stores: readonly KnownStore[],
  approvedGroup: string | null,
): Choices {
  const found: Choices = { choices: [], refused: [] };
  for (const mac of macs) {
    const placed = place(mac, stores, approvedGroup);
    if (typeof placed === 'string') found.refused.push({ name: mac.name || mac.id, reason: placed });
    else found.choices.push(...placed);
  }
  found.choices.splice(MOST);
  return found;
}

function place(mac: CandidateMac, stores: readonly KnownStore[], group: string | null): AccessChoice[] | string {
  if (!mac.managed) return 'It is not managed by Jamf.';
  if (group !== null && !mac.groups.some((one) => one.id === group || sameName(one.name, group)))
    return `It is not in the Jamf group ${group} of approved Macs.`;
  const home = mac.building === null ? null : (stores.find((store) => isCalled(store, mac.building!)) ?? null);
  const here = storeOf(mac.lastIps, stores);
  if (here !== null) {
    if (home !== null && home.key !== here.key) return `It belongs to ${home.name}, and was seen last in ${here.name}.`;
    return [choice(mac, here, 'network')];
  }
  if (home !== null) return [choice(mac, home, 'self')];
  if (stores.length === 0) return [choice(mac, null, null)];
  return stores.map((store) => choice(mac, store, 'self'));
}

function choice(mac: CandidateMac, store: KnownStore | null, storeBy: AccessChoice['storeBy']): AccessChoice {
  const { id, name, serialNumber, model } = mac;
  return {
    id: store ? `${id}@${store.key}` : id,
    deviceId: id,
    deviceName: name || id,
    serialNumber,
    model,
    store: store && { key: store.key, name: store.name },
    storeBy,
  };
}

/** The store whose range an address lies in, the narrowest range first; the first address that lies in one decides. */
export function storeOf(ips: readonly string[], stores: readonly KnownStore[]): KnownStore | null {
  for (const ip of ips) {
    const within = stores.flatMap((store) =>
      store.networks.filter((network) => isWithin(ip, network)).map((network) => ({ store, bits: bitsOf(network) })),
    );
    const narrowest = within.sort((a, b) => b.bits - a.bits)[0];
    if (narrowest) return narrowest.store;
  }
  return null;
}

function isWithin(ip: string, network: string): boolean {
  if (!ipaddr.isValid(ip)) return false;
  const address = ipaddr.process(ip);
  const [range, bits] = ipaddr.parseCIDR(network);
  return address.kind() === range.kind() && address.match(range, bits);
}

const bitsOf = (network: string) => Number(network.split('/')[1]);
const sameName = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();
const isCalled = (store: KnownStore, name: string) => sameName(store.name, name) || sameName(store.key, name);
