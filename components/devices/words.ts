import type { ConflictField, DeviceField } from '#lib/domain/device/precedence.ts';
import type { CandidateView, DeviceSourceView, DeviceView } from '#lib/domain/views/device.ts';
import type { Tone } from '../ui/tone.ts';

type Device = NonNullable<DeviceView['device']>;
type Fields = Device['fields'];

/** The names of the facts on a device's card, and of what sources may differ in. */
export const FIELD_NAMES: Record<ConflictField, string> = {
  owner: 'Owner',
  lastUser: 'Last user',
  serial: 'Serial',
  os: 'System',
  osVersion: 'Version',
  manufacturer: 'Maker',
  model: 'Model',
  site: 'Site',
  lastSeen: 'Last seen',
  agentVersion: 'Agent version',
  agentActive: 'Agent',
  agentUpToDate: 'Agent up to date',
  infected: 'Infection',
  activeThreats: 'Active threats',
  isolation: 'Network',
  compliant: 'Compliance',
  managed: 'Management',
  enabled: 'Account',
  encrypted: 'Disk',
  firewall: 'Firewall',
  macs: 'MAC addresses',
};

/** What a value of a field means, where it is no text of its own. */
const YES_NO: Partial<Record<ConflictField, [yes: string, no: string]>> = {
  agentActive: ['Active', 'Not active'],
  agentUpToDate: ['Up to date', 'Outdated'],
  infected: ['Infected', 'No threat found'],
  compliant: ['Compliant', 'Not compliant'],
  managed: ['Managed', 'Not managed'],
  enabled: ['Enabled', 'Disabled'],
  encrypted: ['Encrypted', 'Not encrypted'],
  firewall: ['On', 'Off'],
};

const ISOLATION: Record<string, string> = {
  connected: 'Connected',
  isolated: 'Isolated',
  isolating: 'Being isolated',
  releasing: 'Being released',
};

/** A field's value as people read it. */
export function valueWords(field: ConflictField, value: string | number | boolean): string {
  if (field === 'isolation') return ISOLATION[String(value)] ?? String(value);
  if (typeof value !== 'boolean') return String(value);
  const [yes, no] = YES_NO[field] ?? ['Yes', 'No'];
  return value ? yes : no;
}

export interface Mark {
  text: string;
  tone: Tone;
}

/** What an analyst has to see at once: infection, isolation, an agent that is silent, what does not comply. Nothing bad is said in one word. */
export function marksOf(fields: Fields): Mark[] {
  const is = (field: DeviceField) => fields[field]?.value;
  const isolated = is('isolation') !== undefined && is('isolation') !== 'connected';
  const marks: (Mark | false)[] = [
    is('infected') === true && { text: 'Infected', tone: 'critical' },
    isolated && { text: valueWords('isolation', is('isolation')!), tone: 'high' },
    is('agentActive') === false && { text: 'Agent not active', tone: 'medium' },
    is('agentUpToDate') === false && { text: 'Agent outdated', tone: 'medium' },
    is('compliant') === false && { text: 'Not compliant', tone: 'medium' },
    is('encrypted') === false && { text: 'Disk not encrypted', tone: 'medium' },
  ];
  const bad = marks.filter((mark): mark is Mark => mark !== false);
  if (bad.length > 0) return bad;
  if (is('agentActive') !== true) return [];
  // Active is not healthy where nobody has said that there is no threat.
  return is('infected') === false ? [{ text: 'Agent healthy', tone: 'ok' }] : [{ text: 'Agent active', tone: 'plain' }];
}

/** What a source's tag says in full. */
export function sourceState({ state, answeredAt, triedAt }: DeviceSourceView): string {
  if (state === null) return 'was not asked yet';
  if (state === 'answered') return 'knows it';
  if (state === 'unknown') return 'does not know it';
  const why = { failed: 'gave no answer', limited: 'lets us ask no more for now', off: 'was not asked' }[state];
  return answeredAt !== null && answeredAt !== triedAt ? `${why}; what it said before is shown` : why;
}

/** Why another device of the name is not the one. */
export const ASIDE_WORDS: Record<CandidateView['why'], string> = {
  retired: 'taken out of service',
  stale: 'not seen for long',
  ambiguous: 'could be the one',
};

/** How the sources' records were found to be one device, as the end of a sentence. */
export const JOIN_WORDS: Record<Device['joinedBy'], string> = {
  serial: 'put together by the serial number',
  mac: 'put together by a MAC address',
  name: 'put together by the name alone',
  alone: 'known to one source',
};
