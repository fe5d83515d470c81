import { z } from 'zod';
import { type HttpRequest, send } from '../http.ts';
import { FALCON, type FalconSession } from './connection.ts';
import { badAnswer, falconError, warningsOf } from './error.ts';

/** An alert is some 10 KB, and one answer may hold a thousand. */
const MAX_BYTES = 64 * 1024 * 1024;

const Answer = z.looseObject({
  meta: z
    .looseObject({
      pagination: z
        .looseObject({ total: z.number().catch(0) })
        .nullish()
        .catch(null),
      writes: z
        .looseObject({ resources_affected: z.number().catch(0) })
        .nullish()
        .catch(null),
    })
    .catch({ pagination: null, writes: null }),
  resources: z
    .array(z.unknown())
    .nullish()
    .transform((rows) => rows ?? []),
});

export interface FalconAnswer {
  resources: unknown[];
  /** All that the filter fits, on however many pages. */
  total: number;
  affected: number;
  /** What went wrong beside the data. */
  warnings: string[];
}

type Call = Pick<HttpRequest, 'method' | 'json'> & {
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
};

/** One call with the session's token. `auth` means that the token is no longer good. Throws ConnectorError. */
export async function call(
  { connection, token }: FalconSession,
  { path, query = {}, ...request }: Call,
): Promise<FalconAnswer> {
  const answer = await send({
    ...request,
    vendor: FALCON,
    url: urlOf(connection.baseUrl, path, query),
    headers: { authorization: `Bearer ${token}` },
    secrets: [token, connection.clientSecret],
    allowedNetworks: connection.allowedNetworks,
    options: { maxBytes: MAX_BYTES, ...connection.fetchOptions },
  }).catch((error) => {
    throw falconError(error);
  });
  const parsed = Answer.safeParse(answer.body);
  if (!parsed.success) throw badAnswer('the answer has no list of resources');
  const { resources, meta } = parsed.data;
  return {
    resources,
    total: meta.pagination?.total ?? resources.length,
    affected: meta.writes?.resources_affected ?? 0,
    warnings: warningsOf(answer, resources.length > 0 || (meta.writes?.resources_affected ?? 0) > 0),
  };
}

export function urlOf(baseUrl: string, path: string, query: NonNullable<Call['query']> = {}): string {
  const told = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  const search = new URLSearchParams(told).toString();
  return `${baseUrl.replace(/\/+$/, '')}${path}${search && `?${search}`}`;
}
