import { FqlError, parseFql, sortable, valueAt } from './crowdstrike-fql.ts';
import type { RecordedRequest, VendorAnswer } from './server.ts';

const TRACE = '3f0e6b1c-9a77-4d7e-8f5a-1c2d3e4f5a6b';

export function failure(status: number, message: string, headers: Record<string, string> = {}): VendorAnswer {
  const meta = { query_time: 1.2e-7, powered_by: 'crowdstrike-api-gateway', trace_id: TRACE };
  return {
    status,
    headers: { 'x-cs-traceid': TRACE, ...headers },
    body: { meta, errors: [{ code: status, message }] },
  };
}

export function success(
  resources: unknown[],
  more: { pagination?: unknown; affected?: number; errors?: unknown[] } = {},
): VendorAnswer {
  const { pagination, affected = 0, errors = [] } = more;
  const meta = {
    ...{ query_time: 0.02, powered_by: 'detectsapi', trace_id: TRACE, writes: { resources_affected: affected } },
    ...(pagination !== undefined && { pagination }),
  };
  return { headers: { 'x-cs-traceid': TRACE }, body: { meta, resources, errors } };
}

type Row = Record<string, unknown>;

/** The rows that a filter and words fit, in the order asked for; an answer where either is none. */
export function select<T extends Row>(
  rows: Iterable<T>,
  filter: unknown,
  sort: unknown,
  words: string | null,
): T[] | VendorAnswer {
  if (filter !== undefined && filter !== null && typeof filter !== 'string')
    return failure(400, 'filter must be a string');
  const [, field = 'created_timestamp', direction = 'desc'] =
    /^([a-z_.]+)[.|](asc|desc)$/.exec(String(sort ?? '')) ?? [];
  if (sort !== undefined && sort !== null && !/^([a-z_.]+)[.|](asc|desc)$/.test(String(sort)))
    return failure(400, `invalid sort: ${String(sort)}`);
  try {
    const test = filter ? parseFql(filter) : () => true;
    const wanted = words?.toLowerCase();
    const fit = [...rows].filter((row) => test(row) && (!wanted || JSON.stringify(row).toLowerCase().includes(wanted)));
    const way = direction === 'asc' ? 1 : -1;
    return fit.sort((a, b) => way * order(placeOf(a, field), placeOf(b, field)));
  } catch (error) {
    if (error instanceof FqlError) return failure(400, error.message);
    throw error;
  }
}

/** Where a row stands: by the field, and where that ties by its id. */
const placeOf = (row: Row, field: string): readonly [string, string] => [
  sortable(valueAt(row, field)),
  String(row.composite_id ?? row.id),
];

function order(a: readonly [string, string], b: readonly [string, string]): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0;
}

const LISTED = 10_000;

/** `GET …/queries/…`: ids, at most 10,000 counted from the first. */
export function listIds<T extends Row>(
  rows: Iterable<T>,
  query: URLSearchParams,
  idOf: (row: T) => string,
): VendorAnswer {
  const limit = Number(query.get('limit') ?? 100);
  const offset = Number(query.get('offset') ?? 0);
  if (!Number.isInteger(limit) || limit < 1 || limit > LISTED)
    return failure(400, `invalid limit: ${query.get('limit')}`);
  if (!Number.isInteger(offset) || offset < 0 || offset + limit > LISTED)
    return failure(400, `offset + limit must not exceed ${LISTED}`);
  const found = select(rows, query.get('filter'), query.get('sort'), query.get('q'));
  if (!Array.isArray(found)) return found;
  const page = found.slice(offset, offset + limit).map(idOf);
  return success(page, { pagination: { offset, limit, total: found.length } });
}

/** The ids that a body names under `name`; an answer where it names none, or too many. */
export function idsOf({ json }: RecordedRequest, name: string, most: number, tooMany: number): string[] | VendorAnswer {
  const ids = (json as Row | undefined)?.[name];
  if (json === undefined) return failure(400, 'the body is no JSON');
  if (!Array.isArray(ids) || ids.length === 0 || ids.some((id) => typeof id !== 'string'))
    return failure(400, `${name} must be a list of ids`);
  return ids.length > most ? failure(tooMany, `at most ${most} ${name}`) : (ids as string[]);
}
