import {
  type FalconAlert,
  type FalconConnection,
  type FalconSession,
  fql,
  pageOfAlerts,
} from '../connectors/crowdstrike.ts';
import { ConnectorError } from '../connectors/http/error.ts';
import type { VendorLog } from '../db/schema/index.ts';
import { falconVersion, readFalconBody } from '../domain/crowdstrike/body.ts';
import { settingsOf } from '../services/automations/settings-of.ts';
import { readEverySeconds } from '../services/connectors/catalogue.ts';
import { beginReading, logStanding, noteProblem, takeStates } from '../services/connectors/log-reading.ts';
import { readCredentials } from '../services/connectors/read-credentials.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { crowdstrikeConnectionOf } from './crowdstrike-connection.ts';
import { withOwnSession } from './falcon/session.ts';
import type { LogReading } from './read-okta-log.ts';

const CROWDSTRIKE = 'crowdstrike';
/** How far back the first reading looks: alerts of before the connector was set are of before us. */
const FIRST_LOOK_BACK_MS = 3_600_000;
/** An alert can be found up to minutes after the time of its update: so much is read again with each reading, and known again. */
const OVERLAP_MS = 300_000;
const PAGE = 200;
/** Pages of one session, so that its token outlives none of them. */
const MOST_PAGES = 20;

const NOTHING: LogReading = { caught: 0, more: false, restMs: 0 };

/**
 * Reads Falcon's alerts in the order of their updates, from a while before where the last reading ended, and takes the states of them that are
 * not here yet. Where it stands is stored with each page. Does nothing while the connector or its automation is off, has no API client, or
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
  return readOn(ctx, { connection, at, filter }).catch(async (error) => {
    if (!(error instanceof ConnectorError)) throw error;
    await noteProblem(ctx.db, CROWDSTRIKE, error.message);
    return { ...NOTHING, restMs: error.class === 'rate_limited' ? (error.retryAfterMs ?? patience) : patience };
  });
}

interface Reading {
  connection: FalconConnection;
  at: VendorLog;
  /** What an administrator wants to see at all. */
  filter: fql.Fql | null;
}

async function readOn(ctx: Ctx, { connection, at: begin, filter }: Reading): Promise<LogReading> {
  return withOwnSession(ctx, connection, async (session) => {
    let at = begin;
    let caught = 0;
    let beganAnew = false;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const turn = await readPage(ctx, session, at, filter).catch(async (error) => {
        // Falcon forgets a cursor once in a while. One that does not take its own cursors is a problem to be told, and no reason to ask without end.
        if (beganAnew || !isLost(at, error)) throw error;
        beganAnew = true;
        return { caught: 0, at: await beginAnew(ctx, at), last: false };
      });
      if (turn === null) return { ...NOTHING, caught };
      caught += turn.caught;
      at = turn.at;
      if (turn.last) return { ...NOTHING, caught };
    }
    return { ...NOTHING, caught, more: true };
  });
}

interface Turn {
  caught: number;
  at: VendorLog;
  /** The sweep is over. */
  last: boolean;
}

/** Null: another reader was here first. Throws ConnectorError. */
async function readPage(ctx: Ctx, session: FalconSession, at: VendorLog, filter: fql.Fql | null): Promise<Turn | null> {
  const { from, begun, after } = placeOf(at, ctx.now);
  const wanted = fql.allOf(fql.where('updated_timestamp', '>=', from), filter);
  const page = await pageOfAlerts(session, { filter: wanted, sort: 'updated_timestamp|asc', limit: PAGE, after });
  const read = page.rows.map(readFalconBody).filter((reading) => reading.ok);
  const taken = await takeStates(ctx, at, {
    objects: read.map(({ raw }) => ({ text: JSON.stringify(raw), value: raw })),
    cursor: page.after === null ? null : JSON.stringify({ from, begun, after: page.after } satisfies Place),
    since: latest(
      new Date(begun),
      at.since,
      read.map(({ alert }) => alert),
    ),
  });
  return taken && { caught: taken.caught, at: taken.log, last: page.after === null };
}

/**
 * The latest update that was read, up to when the sweep began: one that lay still for hours has passed over what was found late meanwhile, and so would
 * one by a clock that is ahead of ours.
 */
function latest(begun: Date, since: Date, alerts: readonly FalconAlert[]): Date {
  const updates = alerts.flatMap((alert) => falconVersion(alert) ?? []).map((time) => Date.parse(time));
  return new Date(Math.max(since.getTime(), ...updates.filter((time) => time <= begun.getTime())));
}

/** A sweep reads everything from `from` on; `after` is where its next page begins, by the time and the id of the row before. */
interface Place {
  from: string;
  /** When its first page was asked for. */
  begun: string;
  after: string | null;
}

function placeOf({ cursor, since }: VendorLog, now: Date): Place {
  if (cursor !== null) return JSON.parse(cursor) as Place;
  return { from: new Date(since.getTime() - OVERLAP_MS).toISOString(), begun: now.toISOString(), after: null };
}

/** Whether Falcon knows the cursor no more. */
const isLost = ({ cursor }: VendorLog, error: unknown): boolean =>
  cursor !== null && error instanceof ConnectorError && error.class === 'bad_request';

/** Another sweep begins before the last that was taken, and what is known is known. */
const beginAnew = ({ db }: Ctx, { selection, since }: VendorLog): Promise<VendorLog> =>
  beginReading(db, { connectorId: CROWDSTRIKE, selection, since });

/** Another address or filter begins anew, at what was read last. */
async function standing({ db, now }: Ctx, log: VendorLog | null, selection: string): Promise<VendorLog> {
  if (log?.selection === selection) return log;
  const since = log?.since ?? new Date(now.getTime() - FIRST_LOOK_BACK_MS);
  return beginReading(db, { connectorId: CROWDSTRIKE, selection, since });
}
