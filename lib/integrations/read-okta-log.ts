import { ConnectorError } from '../connectors/http/error.ts';
import { readLog } from '../connectors/okta.ts';
import type { VendorLog } from '../db/schema/index.ts';
import { readOktaEvents } from '../domain/okta/body.ts';
import { judgeOktaEvent } from '../domain/okta/suspicious-events.ts';
import { settingsOf } from '../services/automations/settings-of.ts';
import { readEverySeconds } from '../services/connectors/catalogue.ts';
import { beginReading, logStanding, noteProblem, takePage } from '../services/connectors/log-reading.ts';
import { readCredentials } from '../services/connectors/read-credentials.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { oktaConnectionOf } from './okta-connection.ts';

const OKTA = 'okta';
/** How far back the first reading looks: events of before the connector was set are of before us. */
const FIRST_LOOK_BACK_MS = 3_600_000;
/** Okta writes an event up to minutes after it was published: without a cursor so much is read again, and known again. */
const OVERLAP_MS = 300_000;
/** A hook that brings an event of the page waits for its transaction, and Okta waits for three seconds. */
const PAGE = 200;

export interface LogReading {
  /** Events that the hook had not brought. */
  caught: number;
  /** There may be more at once. */
  more: boolean;
  /** Milliseconds for which Okta is not to be asked: it failed, or wants it so. */
  restMs: number;
}

const NOTHING: LogReading = { caught: 0, more: false, restMs: 0 };

/**
 * Reads one page of Okta's System Log on from where it stopped, and takes the suspicious events of it that the hook has not brought. Does
 * nothing while the connector is off, has no API token, or was read a short while ago.
 * @param input.now read in any case, as at the start
 */
export async function readOktaLog(
  ctx: Ctx,
  input: { allowedNetworks: readonly string[]; now: boolean },
): Promise<LogReading> {
  const { db } = ctx;
  const { log, enabled, settings } = await logStanding(db, OKTA);
  if (!enabled || !(input.now || isDue(log, settings, ctx.now))) return NOTHING;
  const [credentials, { enabled: works, parameters }] = await Promise.all([
    readCredentials(db, OKTA),
    settingsOf(db, 'okta-suspicious-activity'),
  ]);
  const connection = oktaConnectionOf(credentials, input.allowedNetworks);
  if (!connection || !works || parameters.eventTypes.length === 0) return NOTHING;

  const at = await standing(ctx, log, `${connection.baseUrl} ${[...parameters.eventTypes].sort().join(' ')}`);
  try {
    const position = at.cursor === null ? beginning(at, parameters.eventTypes) : { cursor: at.cursor };
    const page = await readLog(connection, position, PAGE);
    const { events } = readOktaEvents(page.events);
    const suspicious = events.filter(({ event }) => judgeOktaEvent(event, parameters.eventTypes).suspicious);
    const caught = await takePage(ctx, at, {
      events: suspicious.map(({ event, raw }) => ({ key: event.uuid, text: JSON.stringify(raw), value: raw })),
      cursor: page.cursor,
      since: latest(
        at.since,
        events.map(({ event }) => event.published),
      ),
    });
    // Without a cursor the same page would come again at once.
    return { caught: caught ?? 0, more: page.events.length > 0 && page.cursor !== null, restMs: 0 };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    await noteProblem(db, OKTA, error.message);
    // A cursor that Okta no longer knows is given up for the moment that it stood for.
    if (error.class === 'bad_request' && at.cursor !== null) {
      await beginReading(db, { connectorId: OKTA, selection: at.selection, since: at.since });
      return { ...NOTHING, more: true };
    }
    const patience = readEverySeconds(settings.readLogSeconds) * 1000;
    return { ...NOTHING, restMs: error.class === 'rate_limited' ? (error.retryAfterMs ?? patience) : patience };
  }
}

function isDue(log: VendorLog | null, { readLogSeconds }: Record<string, unknown>, now: Date): boolean {
  if (!log?.readAt) return true;
  return now.getTime() - log.readAt.getTime() >= readEverySeconds(readLogSeconds) * 1000;
}

/** Another address or choice of events begins anew, at what was read last. */
async function standing({ db, now }: Ctx, log: VendorLog | null, selection: string): Promise<VendorLog> {
  if (log?.selection === selection) return log;
  const since = log?.since ?? new Date(now.getTime() - FIRST_LOOK_BACK_MS);
  return beginReading(db, { connectorId: OKTA, selection, since });
}

const beginning = ({ since }: VendorLog, eventTypes: readonly string[]) => ({
  since: new Date(since.getTime() - OVERLAP_MS).toISOString(),
  filter: eventTypes.map((type) => `eventType eq "${type.replace(/["\\]/g, '')}"`).join(' or '),
});

function latest(since: Date, published: readonly (string | null)[]): Date {
  const times = published.map((text) => (text === null ? Number.NaN : Date.parse(text)));
  return new Date(Math.max(since.getTime(), ...times.filter((time) => !Number.isNaN(time))));
}
