import { testOf } from './axonius-query.ts';
import { DEVICES, hoursBefore, idOf, type KnownDevice, MAIL_DOMAIN } from './device-scenarios.ts';
import { type Faults, faultOf } from './faults.ts';
import { type RecordedRequest, startVendor, type VendorAnswer, type VendorServer } from './server.ts';

/** A device, by attributes below `specific_data.data`; a value may be one or a list. */
export interface EmulatedAsset {
  id: string;
  adapters: string[];
  labels: string[];
  attributes: Record<string, unknown>;
}

export interface AxoniusOptions {
  port?: number;
  apiKey?: string;
  apiSecret?: string;
  slowMs?: number;
  /** The moment that “an hour ago” is counted from. */
  now?: Date;
}

export interface AxoniusEmulator extends VendorServer, Faults {
  apiKey: string;
  apiSecret: string;
  assets: EmulatedAsset[];
  /** Whether the key has a role that may read devices. */
  permitted: boolean;
  /** So many questions are answered with 202: there is no result yet. */
  notYet: number;
  /** So many questions are limited, with this hint. */
  limitNext: number;
  retryAfter: string;
  /** Without it a question for fields is answered in blocks, one for each adapter. */
  flat: boolean;
}

/** Starts an Axonius instance on 127.0.0.1: devices by query, in the current form and in that of older instances. */
export async function startAxonius(options: AxoniusOptions = {}): Promise<AxoniusEmulator> {
  const { apiKey = 'emulator-axonius-key', apiSecret = 'emulator-axonius-secret' } = options;
  const { slowMs = 5_000, now = new Date() } = options;

  const server = await startVendor(async (request, closing) => {
    const { 'api-key': key, 'api-secret': secret } = request.headers;
    if (key !== emulator.apiKey || secret !== emulator.apiSecret) return { status: 401, body: {} };
    if (!emulator.permitted) return { status: 403, body: {} };
    const limited: VendorAnswer = { status: 429, headers: { 'retry-after': emulator.retryAfter }, body: {} };
    const down: VendorAnswer = { status: 500, body: 'Internal Server Error' };
    if (emulator.limitNext > 0) {
      emulator.limitNext -= 1;
      return limited;
    }
    return (await faultOf(emulator, { limited, down, slowMs, closing })) ?? answer(request);
  }, options);

  function answer({ method, path, json }: RecordedRequest): VendorAnswer {
    const form = FORMS[path];
    if (!form) return { status: 404, body: {} };
    if (method !== 'POST') return { status: 405, body: {} };
    const asked = form.read(json);
    const test = asked && testOf(asked.query);
    if (!asked || !test) return { status: 400, body: { error: 'the query cannot be read' } };
    if (emulator.notYet > 0) {
      emulator.notYet -= 1;
      return { status: 202, body: {} };
    }
    const found = emulator.assets.filter(test);
    const { offset, limit } = asked.page;
    const rows = found.slice(offset, offset + limit);
    const page = {
      number: 1 + Math.floor(offset / limit),
      size: rows.length,
      totalPages: Math.ceil(found.length / limit),
      totalResources: found.length,
    };
    return {
      body: form.write(
        rows.map((asset) => (emulator.flat ? flatOf(asset, asked.fields) : blocksOf(asset))),
        page,
      ),
    };
  }

  const emulator: AxoniusEmulator = {
    ...server,
    apiKey,
    apiSecret,
    assets: DEVICES.flatMap((device, at) => (device.axonius ? [assetOf(device, at, now)] : [])),
    permitted: true,
    notYet: 0,
    limitNext: 0,
    retryAfter: '4',
    flat: true,
    mode: 'ok',
    quota: Number.POSITIVE_INFINITY,
  };
  return emulator;
}

interface Asked {
  query: string;
  fields: string[];
  page: { offset: number; limit: number };
}
interface Form {
  read(json: unknown): Asked | null;
  write(rows: Record<string, unknown>[], page: object): unknown;
}

const FORMS: Record<string, Form> = {
  '/api/v2/assets/devices': {
    read(json) {
      const { query, fields, page } = (json ?? {}) as Partial<Asked>;
      const asked = { query, fields, page };
      return isAsked(asked) ? asked : null;
    },
    write: (assets, page) => ({ assets, meta: { page, next_page: null, is_data_from_cache: false } }),
  },
  '/api/V4.0/devices': {
    read(json) {
      const { data } = (json ?? {}) as {
        data?: {
          type?: string;
          attributes?: { filter?: string; fields?: { devices?: string[] }; page?: Asked['page'] };
        };
      };
      if (data?.type !== 'entity_request_schema') return null;
      const { filter: query, fields, page } = data.attributes ?? {};
      const asked = { query, fields: fields?.devices, page };
      return isAsked(asked) ? asked : null;
    },
    write: (rows, page) => ({
      data: rows.map((attributes) => ({ type: 'entity_schema', id: attributes.internal_axon_id, attributes })),
      meta: { page, cursor: null },
    }),
  },
};

const MOST = 2_000;

function isAsked(asked: { [Name in keyof Asked]?: Asked[Name] | undefined }): asked is Asked {
  const { query, fields, page } = asked;
  return (
    typeof query === 'string' &&
    Array.isArray(fields) &&
    Number.isInteger(page?.offset) &&
    Number.isInteger(page?.limit) &&
    page!.limit >= 1 &&
    page!.limit <= MOST
  );
}

/** With fields: flat, dotted keys, and those alone that were asked for. */
function flatOf({ id, adapters, labels, attributes }: EmulatedAsset, fields: readonly string[]) {
  const all: Record<string, unknown> = {
    ...{ adapters, adapter_list_length: adapters.length, labels },
    ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`specific_data.data.${name}`, value])),
  };
  const asked = fields.filter((name) => name in all).map((name) => [name, all[name]]);
  return { internal_axon_id: id, ...Object.fromEntries(asked) };
}

/** Without: a block for each adapter, its attributes nested. */
function blocksOf({ id, adapters, labels, attributes }: EmulatedAsset) {
  const { 'network_interfaces.ips': ips, 'network_interfaces.mac': mac, 'os.type': type, ...plain } = attributes;
  const data = {
    ...plain,
    network_interfaces: [
      { ips, mac: [mac].flat()[0] },
      { mac: null, ips: [] },
    ],
    os: { type },
  };
  const specific = adapters.map((name, at) => ({
    plugin_name: name,
    plugin_unique_name: `${name}_0`,
    data: at === 0 ? data : { hostname: plain.hostname },
  }));
  return { internal_axon_id: id, adapters, labels, specific_data: specific };
}

/** A device as its adapters know it together. */
export function assetOf(device: KnownDevice, at: number, now: Date): EmulatedAsset {
  const { name, serial, mac, ip, user, os, store, axonius = { hours: 1 } } = device;
  return {
    id: `f0c1${idOf('00000000', at)}`,
    adapters: ['active_directory_adapter', 'sentinelone_adapter'],
    labels: ['pci', store],
    attributes: {
      hostname: [name, `${name.toLowerCase()}.${MAIL_DOMAIN}`],
      // Here as in the vendor's samples: RFC 1123 where one adapter says it.
      last_seen: new Date(hoursBefore(now, axonius.hours)).toUTCString(),
      'network_interfaces.ips': [ip],
      'network_interfaces.mac': [mac.toUpperCase()],
      'os.type': [os.split(' ')[0]],
      last_used_users: [`RETAIL\\${user}`],
      ...(axonius.owner && { owner: `RETAIL\\${axonius.owner}` }),
      ...(serial && { device_serial: [serial] }),
      device_manufacturer: 'VendorX',
      device_model: ['T100'],
    },
  };
}
