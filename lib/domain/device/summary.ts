import { z } from 'zod';
import { Fact, type Sentence } from '../grounding.ts';
import { cut } from '../text.ts';
import { DEVICE_FACT_IDS, DEVICE_FACTS, type DeviceFactId } from './facts.ts';
import type { Merged, MergedDevice } from './merge.ts';
import type { ConflictField, DeviceField, FieldValue } from './precedence.ts';
import { DEVICE_SOURCE_TITLES } from './sources.ts';

/** One thing that is known of a device. */
export const DeviceFact = Fact.extend({ id: z.enum(DEVICE_FACT_IDS) });
export type DeviceFact = z.infer<typeof DeviceFact>;

/** A fact about which sources differ, and what each says. */
export interface FactConflict {
  fact: DeviceFactId;
  values: { source: string; value: string }[];
}

/** As long as a fact may be, and as many sides of a conflict as are told. */
const LONGEST_VALUE = 500;
const MOST_SIDES = 10;

const yesNo = (value: FieldValue) => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value));
const either = (yes: string, no: string) => (value: FieldValue) => (value === true ? yes : no);

/** Which fact a field is of, and its words. Fields of one fact stand behind one another in it: the system and its version. */
const TOLD: Record<DeviceField, { fact: DeviceFactId; words: (value: FieldValue) => string }> = {
  infected: { fact: 'infected', words: yesNo },
  activeThreats: { fact: 'activeThreats', words: yesNo },
  isolation: { fact: 'isolation', words: yesNo },
  owner: { fact: 'owner', words: yesNo },
  lastUser: { fact: 'user', words: yesNo },
  os: { fact: 'os', words: yesNo },
  osVersion: { fact: 'os', words: yesNo },
  lastSeen: { fact: 'lastSeen', words: yesNo },
  agentActive: { fact: 'agentHealth', words: either('active', 'not active') },
  agentUpToDate: { fact: 'agentHealth', words: either('up to date', 'outdated') },
  agentVersion: { fact: 'agentHealth', words: (value) => `version ${value}` },
  compliant: { fact: 'compliance', words: either('compliant', 'not compliant') },
  serial: { fact: 'serial', words: yesNo },
  manufacturer: { fact: 'model', words: yesNo },
  model: { fact: 'model', words: yesNo },
  site: { fact: 'site', words: yesNo },
  encrypted: { fact: 'disk', words: either('encrypted', 'not encrypted') },
  firewall: { fact: 'firewall', words: either('on', 'off') },
  managed: { fact: 'management', words: either('managed', 'not managed') },
  enabled: { fact: 'account', words: either('enabled', 'disabled') },
};
const labelOf = (field: DeviceField) => DEVICE_FACTS[TOLD[field].fact].label;
const conflictLabelOf = (field: ConflictField) => (field === 'macs' ? 'MAC addresses' : labelOf(field));

/** The facts of a device; the store last, which follows from its addresses. Source and time are those of a fact's first field. */
export function factsOfDevice({ fields }: Pick<MergedDevice, 'fields'>, store: { name: string } | null): DeviceFact[] {
  const facts = new Map<DeviceFactId, DeviceFact>();
  const inOrder = Object.keys(TOLD) as DeviceField[];
  for (const field of inOrder) {
    const said = fields[field];
    // That there is none is said by `infected`.
    if (!said || (field === 'activeThreats' && said.value === 0)) continue;
    const { fact: id, words } = TOLD[field];
    const before = facts.get(id);
    const value = words(said.value);
    if (before) before.value = cut(`${before.value}, ${value}`, LONGEST_VALUE);
    else
      facts.set(id, {
        id,
        label: labelOf(field),
        value: cut(value, LONGEST_VALUE),
        source: DEVICE_SOURCE_TITLES[said.source],
        at: said.at,
      });
  }
  if (store)
    facts.set('store', { id: 'store', label: DEVICE_FACTS.store.label, value: store.name, source: null, at: null });
  return [...facts.values()];
}

/** In which of its facts the sources contradict each other. */
export function factConflictsOf({ conflicts }: Pick<MergedDevice, 'conflicts'>): FactConflict[] {
  return conflicts.flatMap(({ field, said }) => {
    // It is no fact of the device's: it says that there may be two of it.
    if (field === 'macs') return [];
    const { fact, words } = TOLD[field];
    const values = said
      .slice(0, MOST_SIDES)
      .map(({ source, value }) => ({ source: DEVICE_SOURCE_TITLES[source], value: words(value) }));
    return [{ fact, values }];
  });
}

/** What is dangerous first; else in the order in which it was told. */
export function worstFirst(facts: readonly DeviceFact[], sentences: readonly Sentence[]): Sentence[] {
  const bad = new Set<string>(facts.filter(({ id, value }) => DANGER[id]?.(value)).map(({ id }) => id));
  const danger = ({ facts: ids }: Sentence) => ids.some((id) => bad.has(id));
  return sentences.toSorted((a, b) => Number(danger(b)) - Number(danger(a)));
}

const DANGER: Partial<Record<DeviceFactId, (value: string) => boolean>> = {
  infected: (value) => value === 'yes',
  activeThreats: () => true,
  isolation: (value) => value !== 'connected',
};

/** What a look at a device came to, for the case's timeline. `missing`: titles of the sources that did not answer. */
export function lineOf(name: string, { device, ambiguous }: Merged, missing: readonly string[]): string {
  const silent = missing.length === 0 ? '' : ` Not heard: ${missing.join(', ')}.`;
  if (ambiguous) return `${name}: several devices have this name, and nothing tells which is meant.${silent}`;
  if (device === null) return `${name}: no source knows it.${silent}`;
  const by = device.sources.map((source) => DEVICE_SOURCE_TITLES[source]).join(', ');
  const differ = [...new Set(device.conflicts.map(({ field }) => conflictLabelOf(field)))].join(', ');
  return `${name}: known to ${by}.${differ === '' ? '' : ` They differ on: ${differ}.`}${silent}`;
}
