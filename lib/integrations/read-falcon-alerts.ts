import { type FalconSession, fql, queryAlerts, readAlerts } from '../connectors/crowdstrike.ts';
import { ConnectorError } from '../connectors/http/error.ts';
import type { VendorLog } from '../db/schema/index.ts';
import { readFalconBody } from '../domain/crowdstrike/body.ts';
import { settingsOf } from '../services/automations/settings-of.ts';
import { readEverySeconds } from '../services/connectors/catalogue.ts';
import { beginReading, logStanding, noteProblem, takeStates } from '../services/connectors/log-reading.ts';
import { readCredentials } from '../services/connectors/read-credentials.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { crowdstrikeConnectionOf } from './crowdstrike-connection.ts';
import { withOwnSession } from './falcon/session.ts';
import { afterList, earliestOf, latestOf, type Sweep, sweepOf } from './falcon/sweep.ts';
import type { LogReading } from './read-okta-log.ts';

const CROWDSTRIKE = 'crowdstrike';
/** How far back the first reading looks: alerts of before the connector was set are of before us. */
const FIRST_LOOK_BACK_MS = 3_600_000;
/** Ids of one list, and documents of one page. A change at Falcon names a thousand alerts at most, so a list comes past any one moment. */
const LIST = 2_000;
const PAGE = 200;

const NOTHING: LogReading = { caught: 0, more: false, restMs: 0 };

/**
 * Reads Falcon's alerts in the order of their updates, from a while before where the last reading ended, and takes the states of them that are
 * not here yet: ids first, then the documents page by page. Where it stands is stored with each page. Does nothing while the connector or its automation is off, has no API client, or
 * was read a short while ago. The session that it opens ends with it.
 * @param input.now read in any case, as at the start
 */
export async function readFalconAlerts(
  ctx: Ctx,
  input: { allowedNetworks: readonly string[]; now: boolean },
): Promise<LogReading> {
  const { log, enabled, settings } = await logStanding(ctx.db, CROWDSTRIKE);
  if (!enabled || settings.webhookOnly === true) return NOTHING;
  const patience = readEverySeconds(settings.readLogSeconds) * 1000;
  const isDue = !log?.readAt || ctx.now.getTime() - log.readAt.getTime() >= patience || log.cursor !== null;
  if (!input.now && !isDue) return NOTHING;
  const [credentials, { enabled: works, parameters }] = await Promise.all([
    readCredentials(ctx.db, CROWDSTRIKE),
    settingsOf(ctx.db, 'crowdstrike-alert'),
  ]);
  const connection = crowdstrikeConnectionOf(credentials, input.allowedNetworks);
  if (!connection || !works) return NOTHING;

  const filter = fql.written(parameters.alertFilter);
  const at = await standing(ctx, log, `${connection.baseUrl} ${connection.memberCid ?? ''} ${filter ?? ''}`);
  return withOwnSession(ctx, connection, (session) => readList(ctx, session, at, filter))
    .then(async ({ caught, more, problem }) => {
      if (problem === null) return { caught, more, restMs: 0 };
      await noteProblem(ctx.db, CROWDSTRIKE, problem);
      return { caught, more: false, restMs: patience };
    })
    .catch(async (error) => {
      if (!(error instanceof ConnectorError)) throw error;
      await noteProblem(ctx.db, CROWDSTRIKE, error.message);
      return { ...NOTHING, restMs: error.class === 'rate_limited' ? (error.retryAfterMs ?? patience) : patience };
    });
}

interface ListTaken {
  caught: number;
  /** The sweep lists on. */
  more: boolean;
  /** Why the list was not whole: what Falcon could not show is asked for again, and nothing of the list is passed over. */
  problem: string | null;
}

/** Reads one list of a sweep. Falcon gives ids in the order of the updates, so what changes meanwhile moves nothing out of sight. Throws ConnectorError. */
async function readList(ctx: Ctx, session: FalconSession, at: VendorLog, filter: fql.Fql | null): Promise<ListTaken> {
  const sweep = sweepOf(at, ctx.now);
  const { ids, total, warnings } = await queryAlerts(session, {
    filter: fql.allOf(fql.where('updated_timestamp', '>=', new Date(sweep.from)), filter),
    ...{ sort: 'updated_timestamp|asc', limit: LIST, offset: sweep.skip },
  });
  const pages = pagesOf(ids);
  const left = [...warnings];
  let latest: Date | null = null;
  let standing = at;
  let caught = 0;
  for (const [index, page] of pages.entries()) {
    const { rows, missing, warnings: lacking } = await readAlerts(session, page);
    if (missing.length > 0) left.push(...lacking);
    const bodies = rows.map(readFalconBody).filter((body) => body.ok);
    const alerts = bodies.map(({ alert }) => alert);
    latest = later(latest, latestOf(alerts, sweep));
    const isWhole = index === pages.length - 1 && left.length === 0;
    const place = isWhole
      ? afterList(sweep, standing, { listed: ids.length, total, latest, lastPage: earliestOf(alerts) })
      : { cursor: JSON.stringify({ ...sweep, page: index + 1 } satisfies Sweep), since: standing.since };
    const objects = bodies.map(({ raw }) => ({ text: JSON.stringify(raw), value: raw }));
    const taken = await takeStates(ctx, standing, { objects, ...place });
    // Another reader was here first.
    if (taken === null) return { caught, more: false, problem: null };
    standing = taken.log;
    caught += taken.caught;
  }
  const problem = left.length === 0 ? null : `Falcon did not show all of its alerts: ${left[0]}`;
  return { caught, more: standing.cursor !== null, problem };
}

/** One page at least: an empty list, too, is kept as read. */
const pagesOf = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.max(1, Math.ceil(ids.length / PAGE)) }, (_, page) =>
    ids.slice(page * PAGE, (page + 1) * PAGE),
  );

const later = (a: Date | null, b: Date | null): Date | null => (a === null || (b !== null && b > a) ? b : a);

/** Another address or filter begins anew, at what was read last. */
async function standing({ db, now }: Ctx, log: VendorLog | null, selection: string): Promise<VendorLog> {
  if (log?.selection === selection) return log;
  const since = log?.since ?? new Date(now.getTime() - FIRST_LOOK_BACK_MS);
  return beginReading(db, { connectorId: CROWDSTRIKE, selection, since });
}
