import { z } from 'zod';
import { spellingsOf } from '../domain/device/identifiers.ts';
import { endpointOf } from './http/endpoint.ts';
import { restate } from './http/restate.ts';
import { ConnectorError, type FetchOptions, send } from './http.ts';
import { parseRows, type Reject } from './rows.ts';

// Schemas. Ids are numbers of 19 digits: texts, never made a number. All else is for the JSON query to read.

export const SentinelOneAgent = z.looseObject({
  id: z.string().min(1),
  computerName: z.string().nullish().catch(null),
});
export type SentinelOneAgent = z.infer<typeof SentinelOneAgent>;

const Page = z.looseObject({
  data: z.array(z.unknown()),
  pagination: z.looseObject({ nextCursor: z.string().nullish(), totalItems: z.number().nullish().catch(null) }),
});
const Count = z.looseObject({ data: z.looseObject({ total: z.number().int() }) });

// Defaults. There is no default address: each tenant has its own.

const VENDOR = 'SentinelOne';
const PREFIX = '/web/api/v2.1';
const PAGE = 100;
const MAX_PAGES = 10;
/** A part of a name that more agents share than this many pages hold finds no device. */
const MAX_PAGES_OF_A_PART = 2;
/** A shorter part is in too many names. */
const SHORTEST_PART = 3;

/** A tenant's management console, with the token of a service user. */
export interface SentinelOneConnection {
  /** `https://<tenant>.sentinelone.net`, or the root of its API. */
  baseUrl: string;
  apiToken: string;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
  fetchOptions?: FetchOptions;
}

/** Query parameters of the list of agents, such as `computerName__contains` and `siteIds`. */
export type AgentFilter = Readonly<Record<string, string>>;

export interface AgentList {
  agents: SentinelOneAgent[];
  rejects: Reject[];
}

// Calls.

/**
 * The agents that fit all of these parameters; every page. A filter by part of a name finds more than was meant: compare what comes.
 * Throws ConnectorError.
 */
export async function listAgents(
  conn: SentinelOneConnection,
  filter: AgentFilter,
  mostPages = MAX_PAGES,
): Promise<AgentList> {
  const found: AgentList = { agents: [], rejects: [] };
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ ...filter, limit: `${PAGE}`, ...(cursor !== null && { cursor }) });
    const parsed = Page.safeParse(await get(conn, `/agents?${query}`));
    if (!parsed.success) throw fail(`the answer has no page of agents (${parsed.error.issues[0]?.message})`);
    const { good, rejects } = parseRows(SentinelOneAgent, parsed.data.data);
    found.agents.push(...good);
    found.rejects.push(...rejects);
    const next = parsed.data.pagination.nextCursor || null;
    if (next === null) return found;
    if (next === cursor) throw fail('the paging cursor repeats itself');
    cursor = next;
  }
  throw fail(`more than ${mostPages * PAGE} agents fit`);
}

/**
 * The agents of a computer by its name, else those whose name has it as a part, as where the console knows the domain too: compare what comes. No
 * computer has a comma in its name: to SentinelOne it would mean any of a list. Throws ConnectorError, also where a part fits too many.
 */
export async function findAgents(
  conn: SentinelOneConnection,
  name: string,
  filter: AgentFilter = {},
): Promise<AgentList> {
  if (name.includes(',')) return { agents: [], rejects: [] };
  // Whether an exact name minds capitals is written nowhere.
  const computerName = spellingsOf(name).join(',');
  const exact = await listAgents(conn, { ...filter, computerName });
  if (exact.agents.length > 0 || name.length < SHORTEST_PART) return exact;
  return listAgents(conn, { ...filter, computerName__contains: name }, MAX_PAGES_OF_A_PART);
}

/** The agents of which a network interface has an address, and others whose addresses begin or end so: compare what comes. Throws ConnectorError. */
export function findAgentsAt(
  conn: SentinelOneConnection,
  address: string,
  filter: AgentFilter = {},
): Promise<AgentList> {
  return listAgents(conn, { ...filter, networkInterfaceInet__contains: address });
}

/** Proves address and token; answers how many agents the token's user sees. Throws ConnectorError. */
export async function test(conn: SentinelOneConnection): Promise<{ agents: number }> {
  const parsed = Count.safeParse(await get(conn, '/agents/count'));
  if (!parsed.success) throw fail('the answer has no count of agents');
  return { agents: parsed.data.data.total };
}

async function get(conn: SentinelOneConnection, path: string): Promise<unknown> {
  const { body } = await send({
    vendor: VENDOR,
    method: 'GET',
    url: endpointOf(conn.baseUrl, PREFIX, path),
    headers: { authorization: `ApiToken ${conn.apiToken}` },
    secrets: [conn.apiToken],
    allowedNetworks: conn.allowedNetworks,
    options: conn.fetchOptions,
  }).catch((error) => {
    throw restate(error, (_, answer) => ({ words: wordsOf(answer) }));
  });
  return body;
}

// Errors: `{"errors": [{"code", "title", "detail"}]}`. The class follows from the status.

const ErrorBody = z.looseObject({
  errors: z.array(
    z.looseObject({
      code: z.number().nullish().catch(null),
      title: z.string().catch(''),
      detail: z.string().nullish().catch(null),
    }),
  ),
});

function wordsOf(answer: unknown): string | null {
  const [first] = ErrorBody.safeParse(answer).data?.errors ?? [];
  return first ? [first.code, first.title, first.detail].filter(Boolean).join(' ') : null;
}

function fail(message: string): ConnectorError {
  return new ConnectorError({ class: 'bad_request', vendor: VENDOR, message });
}
