/** How one kind of fact about a device is named and told. */
interface DeviceFactKind {
  /** As a sentence names it, in small letters. */
  label: string;
  /** In our words. */
  say(value: string, name: string): string;
  /** How else a clause about it may be worded; see `Telling`. Null: somebody acts on it, and no words but ours are taken for it. */
  forms: readonly string[] | null;
}

const the =
  (label: string) =>
  (value: string): string =>
    `The ${label} is ${value}.`;
const ofOurs = (label: string): DeviceFactKind => ({ label, say: the(label), forms: null });

const isYes = (value: string) => /^(?:yes|true)$/i.test(value);

/** Everything that is told of a device, in the order in which it is told. */
export const DEVICE_FACTS = {
  owner: {
    label: 'owner',
    say: (value, name) => `${name} belongs to ${value}.`,
    forms: [
      ...['it belongs to {}', 'it is owned by {}', 'it is assigned to {}', 'it is registered to {}', '{} owns it'],
      ...["it is {}'s computer", "{}'s computer is it", 'it belongs to owner {}', 'assigned owner is {}'],
    ],
  },
  user: {
    label: 'last user',
    say: the('last user'),
    forms: [
      ...['last user was {}', '{} was last user', '{} last used it', 'it was last used by {}', 'last used by {}'],
      ...['logged in', 'logged on', 'signed in'].flatMap((did) => [
        ...[`last ${did} user is {}`, `last ${did} user was {}`, `{} is last ${did} user`, `{} was last ${did} user`],
        ...[`last user ${did} is {}`, `last user ${did} was {}`, `last user ${did} to it was {}`],
        ...[`{} last ${did}`, `{} last ${did} to it`, `{} was last ${did}`, `{} was last user who ${did}`],
      ]),
    ],
  },
  os: {
    label: 'operating system',
    say: (value) => `It runs ${value}.`,
    forms: [
      ...[
        'it runs {}',
        'it is running {}',
        'it runs on {}',
        'it runs operating system {}',
        'it runs {} operating system',
      ],
      ...['it is {}', '{} runs on it', '{} is running on it', 'os is {}', 'it has {} installed', 'it uses {}'],
    ],
  },
  store: {
    label: 'store',
    say: (value) => `It stands in ${value}.`,
    forms: ['store', ''].flatMap((what) => [
      ...[`it stands in ${what} {}`, `it stands at ${what} {}`, `it is located in ${what} {}`],
      ...[`it is located at ${what} {}`, `it is in ${what} {}`, `it is at ${what} {}`, `it belongs to store {}`],
    ]),
  },
  lastSeen: {
    label: 'last time it was seen',
    say: (value) => `It was last seen at ${value}.`,
    forms: [
      ...['at', 'on'].flatMap((on) => [
        ...[`it was last seen ${on} {}`, `it was last seen by {source} ${on} {}`, `{source} last saw it ${on} {}`],
        ...[`it last reported ${on} {}`, `it last checked in ${on} {}`, `it was last active ${on} {}`],
      ]),
      ...['last time it was seen was {}', 'last seen {}', 'it was last seen {}', 'it was seen last at {}'],
    ],
  },
  agentHealth: ofOurs('agent'),
  isolation: { label: 'network state', say: (value) => `Its network state is ${value}.`, forms: null },
  infected: {
    label: 'infected',
    say: (value) => (isYes(value) ? 'The agent reports an active threat.' : 'The agent reports no active threat.'),
    forms: null,
  },
  compliance: { label: 'compliance', say: (value) => `By the directory it is ${value}.`, forms: null },
  activeThreats: ofOurs('number of active threats'),
  serial: {
    label: 'serial number',
    say: the('serial number'),
    forms: ['serial is {}', 'serial {}', 'it has serial {}', 'it is identified by serial number {}'],
  },
  model: {
    label: 'model',
    say: the('model'),
    forms: ['it is {}', 'it is model {}', 'it is {} model', 'hardware is {}', 'hardware model is {}'],
  },
  site: {
    label: 'site',
    say: the('site'),
    forms: [
      ...['it belongs to site {}', 'it is assigned to site {}', 'it is part of site {}'],
      ...['site', ''].flatMap((what) => [
        ...[`it stands at ${what} {}`, `it stands in ${what} {}`, `it is located at ${what} {}`],
        ...[`it is located in ${what} {}`, `it is at ${what} {}`, `it is in ${what} {}`],
      ]),
    ],
  },
  disk: ofOurs('disk'),
  firewall: ofOurs('firewall'),
  management: ofOurs('management'),
  account: ofOurs('device account'),
} as const satisfies Record<string, DeviceFactKind>;

export type DeviceFactId = keyof typeof DEVICE_FACTS;
export const DEVICE_FACT_IDS = Object.keys(DEVICE_FACTS) as [DeviceFactId, ...DeviceFactId[]];

/** How a kind of fact is named and told. */
export const deviceFactKind = (id: DeviceFactId): DeviceFactKind => DEVICE_FACTS[id];
