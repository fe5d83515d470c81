import { z } from 'zod';
import type { AxoniusForm } from '../domain/device/sources.ts';
import { Asset, type AxoniusDevice } from './axonius/asset.ts';
import { addressQuery, hostnameQuery } from './axonius/query.ts';
import { ConnectorError, type ConnectorErrorClass, type FetchOptions, send } from './http.ts';
import { parseRows, type Reject } from './rows.ts';

export type { AxoniusDevice } from './axonius/asset.ts';
export { hostnameQuery } from './axonius/query.ts';

// Schemas: both forms of the answer.

const Meta = z.looseObject({ page: z.looseObject({ totalResources: z.number().int().min(0) }) });
const Current = z.looseObject({ assets: z.array(z.unknown()), meta: Meta });
const Older = z.looseObject({
  data: z.array(z.looseObject({ id: z.string().nullish(), attributes: z.looseObject({}) })),
  meta: Meta,
});

// Defaults. There is no default address: each customer has an instance.

const VENDOR = 'Axonius';
const PAGE = 50;
/** A name or an address that so many devices share finds no device. */
const MAX_PAGES = 10;
/** How long a question waits that has no result yet, where the answer does not say. */
const NOT_YET_MS = 2_000;

/** An instance, with key and secret in the clear. */
export interface AxoniusConnection {
  /** `https://<instance>.on.axonius.com`, or one's own. */
  baseUrl: string;
  form: AxoniusForm;
  apiKey: string;
  apiSecret: string;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
  fetchOptions?: FetchOptions;
}

export interface AxoniusList {
  devices: AxoniusDevice[];
  rejects: Reject[];
}

// Calls.

/**
 * The devices with a name, in full or before its domain, with all attributes of all adapters. Throws ConnectorError; `transient` with a wait for a
 * question that has no result yet.
 */
export function findDevices(conn: AxoniusConnection, name: string, fields: readonly string[]): Promise<AxoniusList> {
  return listDevices(conn, hostnameQuery(name), fields);
}

/** The devices that have a network interface with an address, as {@link findDevices} has those of a name. */
export function findDevicesAt(
  conn: AxoniusConnection,
  address: string,
  fields: readonly string[],
): Promise<AxoniusList> {
  return listDevices(conn, addressQuery(address), fields);
}

async function listDevices(conn: AxoniusConnection, query: string, fields: readonly string[]): Promise<AxoniusList> {
  const found: AxoniusList = { devices: [], rejects: [] };
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { rows, total } = await FORMS[conn.form](conn, { query, fields, offset: page * PAGE });
    const { good, rejects } = parseRows(Asset, rows);
    found.devices.push(...good);
    found.rejects.push(...rejects);
    // An empty page ends it too: a count that never comes true would page for ever.
    if (rows.length === 0 || (page + 1) * PAGE >= total) return found;
  }
  throw fail('bad_request', `more than ${MAX_PAGES * PAGE} devices fit`);
}

/** Proves address, key and secret with a question for one device. Throws ConnectorError. */
export async function test(conn: AxoniusConnection): Promise<void> {
  await FORMS[conn.form](conn, { query: ANY_QUESTION, fields: [], offset: 0, limit: 1 });
}

/** What it finds does not matter: that it was understood and answered does. */
const ANY_QUESTION = '("specific_data.data.hostname" == "watchfloor")';
/** What every answer has, whatever is asked for. */
const ALWAYS = ['adapters', 'labels'];

interface Question {
  query: string;
  /** Below `specific_data.data`. */
  fields: readonly string[];
  offset: number;
  limit?: number;
}
interface Answer {
  rows: unknown[];
  total: number;
}

const FORMS: Record<AxoniusForm, (conn: AxoniusConnection, question: Question) => Promise<Answer>> = {
  async v2(conn, { query, fields, offset, limit = PAGE }) {
    const body = await post(conn, '/api/v2/assets/devices', {
      query,
      fields: pathsOf(fields),
      page: { offset, limit },
      include_metadata: true,
      include_details: false,
      use_cache_entry: false,
    });
    const { assets, meta } = read(Current, body);
    return { rows: assets, total: meta.page.totalResources };
  },
  async 'v4.0'(conn, { query, fields, offset, limit = PAGE }) {
    const attributes = {
      filter: query,
      fields: { devices: pathsOf(fields) },
      page: { offset, limit },
      get_metadata: true,
      include_details: false,
      use_cache_entry: false,
    };
    const body = await post(conn, '/api/V4.0/devices', { data: { type: 'entity_request_schema', attributes } });
    const { data, meta } = read(Older, body);
    // Where the attributes are without the id, it stands around them.
    const rows = data.map(({ id, attributes: known }) => ({ internal_axon_id: id, ...known }));
    return { rows, total: meta.page.totalResources };
  },
};

const pathsOf = (fields: readonly string[]) => [...ALWAYS, ...fields.map((name) => `specific_data.data.${name}`)];

async function post(conn: AxoniusConnection, path: string, json: unknown): Promise<unknown> {
  const { status, body } = await send({
    vendor: VENDOR,
    method: 'POST',
    url: `${conn.baseUrl.replace(/\/+$/, '')}${path}`,
    headers: { 'api-key': conn.apiKey, 'api-secret': conn.apiSecret },
    json,
    secrets: [conn.apiKey, conn.apiSecret],
    allowedNetworks: conn.allowedNetworks,
    options: conn.fetchOptions,
  });
  if (status === 202) throw fail('transient', 'has no result yet', NOT_YET_MS);
  return body;
}

function read<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw fail('bad_request', `the answer has another shape (${issue?.path.join('.')}: ${issue?.message})`);
}

function fail(kind: ConnectorErrorClass, message: string, retryAfterMs?: number): ConnectorError {
  return new ConnectorError({
    class: kind,
    vendor: VENDOR,
    message,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}
