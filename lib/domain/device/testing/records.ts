import type { Said } from '../group.ts';
import type { DeviceRecord } from '../record.ts';

const NOTHING: Omit<DeviceRecord, 'source' | 'id'> = {
  ...{ names: [], serials: [], macs: [], addresses: [], labels: [] },
  ...{ owner: null, lastUser: null, os: null, osVersion: null, manufacturer: null, model: null, site: null },
  ...{
    lastSeen: null,
    agentVersion: null,
    agentActive: null,
    agentUpToDate: null,
    infected: null,
    activeThreats: null,
  },
  ...{ isolation: null, compliant: null, managed: null, enabled: null, encrypted: null, firewall: null, retired: null },
};

/** When the tests' sources were asked. */
export const ASKED_AT = '2026-01-12T12:00:00.000Z';

let made = 0;

/** What a source says of POS-0231 and nothing else, unless said otherwise. */
export function said(source: DeviceRecord['source'], facts: Partial<DeviceRecord> = {}): Said {
  made += 1;
  return { at: ASKED_AT, record: { ...NOTHING, source, id: `id-${made}`, names: ['POS-0231'], ...facts } };
}
