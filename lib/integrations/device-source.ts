import * as axonius from '../connectors/axonius.ts';
import * as entra from '../connectors/entra.ts';
import { ConnectorError, type FetchOptions } from '../connectors/http.ts';
import { createTokenCache } from '../connectors/oauth.ts';
import * as sentinelone from '../connectors/sentinelone.ts';
import { AGENT_QUERY, readAgents } from '../domain/device/agent-query.ts';
import { AXONIUS_ATTRIBUTES, recordOfAxonius } from '../domain/device/from-axonius.ts';
import { recordOfEntra } from '../domain/device/from-entra.ts';
import type { DeviceRecord, readRecord } from '../domain/device/record.ts';
import { AXONIUS_FORMS, type AxoniusForm, type DeviceSource } from '../domain/device/sources.ts';
import type { WantedDevice } from '../domain/device/wanted.ts';
import type { ConnectorCredentials } from '../services/connectors/read-credentials.ts';
import { evaluateMapping } from '../services/mappings/evaluate.ts';

/** How SentinelOne is asked and read: what an administrator may set on the automation. */
export interface AgentTerms {
  /** Query parameters beside the name, such as `siteIds`. */
  filters: Readonly<Record<string, string>>;
  /** JSONata: SentinelOne's answer in, devices out. */
  query: string;
}

export interface Found {
  records: DeviceRecord[];
  /** As the source answered it. */
  raw: unknown;
  /** What could not be read or asked, in a sentence each. */
  notes: string[];
}

/** A source as it is set. Both calls throw ConnectorError. */
export interface OpenDeviceSource {
  /** The devices that are looked for, and others that a search by a part finds beside them; null: it knows no addresses, and this is one. */
  find(wanted: WantedDevice): Promise<Found | null>;
  /** Proves address and credentials; answers a sentence. */
  test(): Promise<string>;
}

/** A source with its address and secrets; null while something of these is not set. Whether it is switched on is the caller's to ask. */
export function openDeviceSource(
  source: DeviceSource,
  connector: ConnectorCredentials,
  allowedNetworks: readonly string[],
  agents: AgentTerms = { filters: {}, query: AGENT_QUERY },
): OpenDeviceSource | null {
  const seconds = connector.settings.timeoutSeconds;
  const totalMs = (typeof seconds === 'number' ? seconds : SHIPPED_SECONDS) * 1_000;
  const fetchOptions: FetchOptions = { totalMs, headersMs: totalMs, bodyMs: totalMs };
  return OPEN[source](connector, { allowedNetworks, fetchOptions }, agents);
}

const SHIPPED_SECONDS = 20;

interface Common {
  allowedNetworks: readonly string[];
  fetchOptions: FetchOptions;
}
type Open = (connector: ConnectorCredentials, common: Common, agents: AgentTerms) => OpenDeviceSource | null;

/** Tokens of this process, by connection. */
const tokens = createTokenCache();

const OPEN: Record<DeviceSource, Open> = {
  sentinelone({ baseUrl, credentials: { apiToken } }, common, { filters, query }) {
    if (!baseUrl || !apiToken) return null;
    const conn = { ...common, baseUrl, apiToken };
    return {
      find: async (wanted) => {
        const { agents, rejects } =
          wanted.by === 'address'
            ? await sentinelone.findAgentsAt(conn, wanted.address, filters)
            : await sentinelone.findAgents(conn, wanted.written, filters);
        const read = await keyFactsOf(agents, query);
        return { ...read, raw: agents.slice(0, MOST_RAW), notes: [...read.notes, ...unreadable(rejects.length)] };
      },
      test: async () => {
        const count = (await sentinelone.test(conn)).agents;
        return count === 0
          ? 'Signed in. The token’s user sees no agent.'
          : `Signed in. The token’s user sees agents: ${count}.`;
      },
    };
  },
  axonius({ baseUrl, settings, credentials: { apiKey, apiSecret } }, common) {
    if (!baseUrl || !apiKey || !apiSecret) return null;
    const form = AXONIUS_FORMS.find((one) => one === settings.form) ?? ('v2' satisfies AxoniusForm);
    const conn = { ...common, baseUrl, form, apiKey, apiSecret };
    return {
      find: async (wanted) => {
        const { devices, rejects } =
          wanted.by === 'address'
            ? await axonius.findDevicesAt(conn, wanted.address, ATTRIBUTES)
            : await axonius.findDevices(conn, wanted.written, ATTRIBUTES);
        return { ...recordsOf(devices.map(recordOfAxonius), rejects.length), raw: devices.slice(0, MOST_RAW) };
      },
      test: async () => {
        await axonius.test(conn);
        return 'Key and secret are accepted.';
      },
    };
  },
  entra({ baseUrl, settings, credentials: { tenantId, clientId, clientSecret } }, common) {
    if (!tenantId || !clientId || !clientSecret) return null;
    const loginUrl = typeof settings.loginUrl === 'string' ? settings.loginUrl : entra.ENTRA_DEFAULTS.loginUrl;
    const hosts = { baseUrl: baseUrl ?? entra.ENTRA_DEFAULTS.baseUrl, loginUrl };
    const conn = { ...common, ...hosts, tenantId, clientId, clientSecret };
    return {
      find: async (wanted) => {
        if (wanted.by === 'address') return null;
        const { devices, rejects, warnings } = await entra.findDevices(conn, tokens, wanted.written);
        const { records, notes } = recordsOf(devices.map(recordOfEntra), rejects.length);
        return { records, raw: devices.slice(0, MOST_RAW), notes: [...notes, ...warnings] };
      },
      test: async () => {
        await entra.test(conn, createTokenCache());
        return 'Signed in and read the devices.';
      },
    };
  },
};

/** Of one name there are a handful; a part of it that fits hundreds is no evidence. */
const MOST_RAW = 20;
const ATTRIBUTES = Object.values(AXONIUS_ATTRIBUTES).flat();

/** Runs the JSON query; one that fails is told, and the shipped one takes its place, so that a slip costs no facts. */
async function keyFactsOf(agents: readonly unknown[], query: string): Promise<Omit<Found, 'raw'>> {
  const read = await queried(agents, query);
  if (!('problem' in read)) return read;
  if (query === AGENT_QUERY)
    throw new ConnectorError({ class: 'bad_request', vendor: 'SentinelOne', message: read.problem });
  const shipped = await queried(agents, AGENT_QUERY);
  if ('problem' in shipped)
    throw new ConnectorError({ class: 'bad_request', vendor: 'SentinelOne', message: shipped.problem });
  return { ...shipped, notes: [`${read.problem} The shipped query was used.`, ...shipped.notes] };
}

async function queried(agents: readonly unknown[], query: string): Promise<Omit<Found, 'raw'> | { problem: string }> {
  const evaluated = await evaluateMapping(query, { data: agents });
  if (!evaluated.ok) return { problem: `The JSON query cannot be used: ${evaluated.reason}` };
  return readAgents(evaluated.output);
}

function recordsOf(read: readonly ReturnType<typeof readRecord>[], rejected: number): Omit<Found, 'raw'> {
  const good = read.filter((one) => one !== null);
  const notes = good.flatMap((one) => one.notes.map((note) => `Not read: ${note}.`));
  return {
    records: good.map(({ record }) => record),
    notes: [...new Set(notes), ...unreadable(rejected + read.length - good.length)],
  };
}

const unreadable = (count: number) => (count === 0 ? [] : [`Rows that could not be read: ${count}.`]);
