import { DEVICE_FACTS, type DeviceFactId } from '../../domain/device/facts.ts';
import type { Question } from './question.ts';

type Known = Partial<Record<DeviceFactId, string>>;
type Sides = Partial<Record<DeviceFactId, readonly [source: string, value: string][]>>;

/** What is known of each, where sources differ, and words that the summary must not have. */
const DEVICES: readonly (readonly [known: Known, sides?: Sides, never?: RegExp])[] = [
  [{ owner: 'bo@shop.example', os: 'Windows 11', agentHealth: 'active' }],
  [{ os: 'macOS 15.2', isolation: 'disconnected', store: 'Rome 1' }],
  [{ lastSeen: '2026-02-03T10:00:00Z', compliance: 'not compliant' }, {}, /is compliant/],
  [{ infected: 'yes', activeThreats: '2', isolation: 'isolated' }, {}, /no active threat|not isolated/],
  [
    { infected: 'no', isolation: 'connected', agentHealth: 'active, up to date, version 24.1.2.188' },
    {},
    /an active threat/,
  ],
  [{ infected: 'no', isolation: 'isolating', owner: 'Ann Berg' }, {}, /an active threat|connected/],
  [{ owner: 'lrusso@retail.example', user: 'RETAIL\\mrossi', os: 'Windows 11 Pro, 22631' }],
  [
    { owner: 'lrusso@retail.example' },
    {
      owner: [
        ['Entra ID', 'lrusso@retail.example'],
        ['Axonius', 'mrossi'],
      ],
    },
  ],
  [
    { serial: 'VX-0231' },
    {
      serial: [
        ['Entra ID', 'VX-0231'],
        ['SentinelOne', 'VX-0999'],
      ],
    },
  ],
  [{ agentHealth: 'not active, outdated', lastSeen: '2025-11-30T08:00:00Z' }, {}, /agent is active/],
  [
    { disk: 'not encrypted', firewall: 'off', management: 'not managed', account: 'disabled' },
    {},
    /disk is encrypted|firewall is on/,
  ],
  [{ disk: 'encrypted', firewall: 'on', management: 'managed', account: 'enabled' }, {}, /not |off\b|disabled/],
  [{ model: 'Dell, OptiPlex 7010', site: 'Torino', serial: 'C0FFEE1' }],
  [{ os: 'Ubuntu 24.04', activeThreats: '17', infected: 'yes' }, {}, /no active threat|is 1\b|is 7\b/],
  [
    { os: 'Windows 10 IoT', compliance: 'compliant', store: 'Milano 12', lastSeen: '2026-02-03T10:00:00Z' },
    {},
    /not compliant/,
  ],
  [{ isolation: 'releasing', infected: 'no', compliance: 'not compliant', user: 'till' }, {}, /an active threat/],
];

/** Told otherwise than with its value. */
const IN_WORDS: Partial<Record<DeviceFactId, Record<string, string>>> = {
  infected: { yes: 'an active threat', no: 'no active threat' },
};

/** Devices, and what of them has to be told. */
export const DEVICE_QUESTIONS: readonly Question<'summarize-endpoint'>[] = DEVICES.map(
  ([known, sides = {}, never], at) => {
    const facts = (Object.entries(known) as [DeviceFactId, string][]).map(([id, value]) => {
      return { id, label: DEVICE_FACTS[id].label, value, source: 'SentinelOne', at: null };
    });
    const conflicts = (Object.entries(sides) as [DeviceFactId, [string, string][]][]).map(([fact, said]) => {
      return { fact, values: said.map(([source, value]) => ({ source, value })) };
    });
    return {
      input: { name: `till-${at}`, facts, conflicts },
      isRight: ({ sentences }) => {
        const told = (id: string, words: string) =>
          sentences.some(({ text, facts: on }) => on.includes(id) && text.includes(words));
        return (
          facts.every(({ id, value }) => told(id, IN_WORDS[id]?.[value] ?? value)) &&
          conflicts.every(({ fact, values }) => values.every(({ value }) => told(fact, value))) &&
          !sentences.some(({ text }) => never?.test(text))
        );
      },
    };
  },
);
