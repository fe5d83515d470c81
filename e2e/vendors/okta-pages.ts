import type { OktaGroupNode } from './okta.ts';
import type { OktaEventPush } from './okta-bodies.ts';
import type { VendorAnswer } from './server.ts';

/** Okta's error body. */
export function failure(status: number, errorCode: string, errorSummary: string, causes: string[] = []): VendorAnswer {
  const errorCauses = causes.map((cause) => ({ errorSummary: cause }));
  return { status, body: { errorCode, errorSummary, errorLink: errorCode, errorId: `oae${errorCode}`, errorCauses } };
}

/** A page of a user's groups, with the `Link` headers of Okta: itself, and the next page where there is one. */
export function pageOfGroups(
  groups: readonly OktaGroupNode[],
  query: URLSearchParams,
  address: string,
  most: number,
): VendorAnswer {
  const after = query.get('after');
  const start = after === null ? 0 : groups.findIndex(({ id }) => id === after) + 1;
  const end = start + Math.min(Number(query.get('limit') ?? most), most);
  const rows = groups.slice(start, end);
  const next = end < groups.length ? new URLSearchParams({ after: rows.at(-1)!.id, limit: String(most) }) : null;
  return {
    headers: { link: linkOf(address, query, next) },
    body: rows.map(({ id, type, name }) => ({
      id,
      created: '2024-05-01T09:00:00.000Z',
      lastUpdated: '2025-12-01T09:00:00.000Z',
      objectClass: ['okta:user_group'],
      type,
      profile: { name, description: null },
    })),
  };
}

/**
 * A page of the System Log. Without `until` the next page always has an address, also behind the last event; with it the reading ends.
 * `filter` takes what is needed: `eventType eq "…"` and `actor.id eq "…"`, joined by `or`.
 */
export function pageOfLog(log: readonly OktaEventPush[], query: URLSearchParams, orgUrl: string): VendorAnswer {
  const limit = Number(query.get('limit') ?? 100);
  if (!(limit >= 0 && limit <= 1_000))
    return failure(400, 'E0000001', 'Api validation failed: limit', ['limit: must be between 0 and 1000']);
  const [since, until, filter] = ['since', 'until', 'filter'].map((name) => query.get(name));
  for (const time of [since, until])
    if (time && Number.isNaN(Date.parse(time)))
      return failure(400, 'E0000001', 'Api validation failed: time', [`${time} is no time`]);
  const wanted = wantedBy(filter);
  if (!wanted) return failure(400, 'E0000031', 'Invalid search criteria.', [`${filter} is not understood`]);

  const after = query.get('after');
  const start = after === null ? 0 : Number(after.split('_')[1]);
  if (!Number.isInteger(start) || start < 0 || start > log.length)
    return failure(400, 'E0000001', 'Api validation failed: after', ['after: is invalid or has expired']);
  const rows: OktaEventPush[] = [];
  let at = start;
  for (; at < log.length && rows.length < limit; at += 1) {
    const event = log[at]!;
    const published = Date.parse(event.published);
    if (since && published < Date.parse(since)) continue;
    if (until && published >= Date.parse(until)) continue;
    if (wanted(event)) rows.push(event);
  }
  const next = until && at >= log.length ? null : new URLSearchParams(query);
  next?.set('after', `${Date.parse('2026-03-02T06:00:00.000Z')}_${at}`);
  return { headers: { link: linkOf(`${orgUrl}/api/v1/logs`, query, next) }, body: rows };
}

function wantedBy(filter: string | null | undefined): ((event: OktaEventPush) => boolean) | null {
  if (!filter) return () => true;
  const terms = filter.split(' or ').map((term) => /^(eventType|actor\.id) eq "([^"]*)"$/.exec(term));
  if (terms.some((term) => term === null)) return null;
  return (event) => terms.some((term) => (term![1] === 'eventType' ? event.eventType : event.actor?.id) === term![2]);
}

function linkOf(address: string, self: URLSearchParams, next: URLSearchParams | null): string {
  const links = [`<${address}?${self}>; rel="self"`];
  if (next) links.push(`<${address}?${next}>; rel="next"`);
  return links.join(', ');
}
