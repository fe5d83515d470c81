/** How one kind of fact about a device is named and told. */
interface DeviceFactKind {
  /** As a sentence names it, in small letters. */
  label: string;
  /** In our words. */
  say(value: string, name: string): string;
  /** Words for it, beside those of its label. Null: somebody acts on it, and no words but ours are taken for it. */
  words: readonly string[] | null;
}

const the =
  (label: string) =>
  (value: string): string =>
    `The ${label} is ${value}.`;
const ofOurs = (label: string): DeviceFactKind => ({ label, say: the(label), words: null });

const isYes = (value: string) => /^(?:yes|true)$/i.test(value);

/** Everything that is told of a device, in the order in which it is told. */
export const DEVICE_FACTS = {
  owner: {
    label: 'owner',
    say: (value, name) => `${name} belongs to ${value}.`,
    words: ['belongs', 'owned', 'owns', 'assigned'],
  },
  user: { label: 'last user', say: the('last user'), words: ['used', 'signed', 'logged'] },
  os: { label: 'operating system', say: (value) => `It runs ${value}.`, words: ['runs', 'running'] },
  store: { label: 'store', say: (value) => `It stands in ${value}.`, words: ['stands', 'located'] },
  lastSeen: {
    label: 'last time it was seen',
    say: (value) => `It was last seen at ${value}.`,
    words: ['last', 'seen'],
  },
  agentHealth: ofOurs('agent'),
  isolation: { label: 'network state', say: (value) => `Its network state is ${value}.`, words: null },
  infected: {
    label: 'infected',
    say: (value) => (isYes(value) ? 'The agent reports an active threat.' : 'The agent reports no active threat.'),
    words: null,
  },
  compliance: { label: 'compliance', say: (value) => `By the directory it is ${value}.`, words: null },
  activeThreats: ofOurs('number of active threats'),
  serial: { label: 'serial number', say: the('serial number'), words: [] },
  model: { label: 'model', say: the('model'), words: ['made'] },
  site: { label: 'site', say: the('site'), words: ['stands', 'located'] },
  disk: ofOurs('disk'),
  firewall: ofOurs('firewall'),
  management: ofOurs('management'),
  account: ofOurs('device account'),
} as const satisfies Record<string, DeviceFactKind>;

export type DeviceFactId = keyof typeof DEVICE_FACTS;
export const DEVICE_FACT_IDS = Object.keys(DEVICE_FACTS) as [DeviceFactId, ...DeviceFactId[]];

/** How a kind of fact is named and told. */
export const deviceFactKind = (id: DeviceFactId): DeviceFactKind => DEVICE_FACTS[id];
