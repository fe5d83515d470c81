import { type FalconConnection, type FalconSession, requestToken, revokeToken } from '../../connectors/crowdstrike.ts';
import { ConnectorError } from '../../connectors/http/error.ts';
import { readCredentials } from '../../services/connectors/read-credentials.ts';
import { recordCall } from '../../services/connectors/record-call.ts';
import { ServiceError } from '../../services/errors.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import { forgetSession } from '../../services/vendor-sessions/forget.ts';
import { keepSession, type SessionKept } from '../../services/vendor-sessions/keep.ts';
import { sessionsOfRun } from '../../services/vendor-sessions/of-run.ts';
import { type KeptSession, readSession, readSessionById } from '../../services/vendor-sessions/read.ts';
import { retireSession } from '../../services/vendor-sessions/retire.ts';
import { crowdstrikeConnectionOf } from '../crowdstrike-connection.ts';
import type { RunInput } from '../run-input.ts';

const VENDOR = 'crowdstrike';
/** A token with less than this to live is asked for anew. */
const LEAST_LEFT_MS = 60_000;
/** A reading that is no run's is over by then, or was killed. */
const LONGEST_READING_MS = 900_000;

/** Why Falcon cannot be asked, as the end of "Not run because"; null: it can. */
export async function whyNotFalcon(ctx: Ctx, allowedNetworks: readonly string[]): Promise<string | null> {
  const set = await readCredentials(ctx.db, VENDOR);
  if (!set.enabled) return 'the connector CrowdStrike is switched off.';
  return crowdstrikeConnectionOf(set, allowedNetworks) ? null : 'the connector CrowdStrike has no API client.';
}

/**
 * Works with the session of a run, which is opened where the run has none yet and stays open for its later steps. A token that Falcon refuses is
 * asked for again once. Its connector keeps when it was called and what went wrong. Throws ConnectorError; `conflict` where there is no API client.
 */
export async function withRunSession<T>(
  ctx: Ctx,
  input: RunInput,
  work: (session: FalconSession) => Promise<T>,
): Promise<T> {
  const connection = await connected(ctx, input);
  try {
    const done = await twice(ctx, { connection, runId: input.runId }, work);
    await recordCall(ctx.db, { id: VENDOR, at: new Date(), error: null });
    return done;
  } catch (error) {
    if (error instanceof ConnectorError) await recordCall(ctx.db, { id: VENDOR, at: new Date(), error: error.message });
    throw error;
  }
}

/**
 * Works with a session of its own for what is no run. It ends with the work, whatever came of that; what Falcon does not confirm then, and what a
 * killed process left, the sweep ends. Throws ConnectorError.
 */
export async function withOwnSession<T>(
  ctx: Pick<Ctx, 'db'>,
  connection: FalconConnection,
  work: (session: FalconSession) => Promise<T>,
): Promise<T> {
  const session = await requestToken(connection);
  const { id } = await keep(ctx, session, { runId: null, sweptFrom: new Date(Date.now() + LONGEST_READING_MS) });
  try {
    return await work(session);
  } finally {
    await abandon(ctx, id, connection.allowedNetworks);
  }
}

interface Of {
  connection: FalconConnection;
  runId: string;
}

async function twice<T>(ctx: Ctx, of: Of, work: (session: FalconSession) => Promise<T>): Promise<T> {
  const { id, session } = await opened(ctx, of);
  try {
    return await work(session);
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.class !== 'auth') throw error;
    // A gateway in trouble refuses tokens that live: this one is over only when Falcon says so.
    await abandon(ctx, id, of.connection.allowedNetworks);
    return work((await opened(ctx, of)).session);
  }
}

interface Opened {
  id: string;
  session: FalconSession;
}

async function opened(ctx: Ctx, { connection, runId }: Of): Promise<Opened> {
  const of = { vendor: VENDOR, runId };
  const kept = await readSession({ ctx, input: of });
  if (kept && isGood(kept, connection)) return sessionOf(connection, kept);
  if (kept) await abandon(ctx, kept.id, connection.allowedNetworks);
  const session = await requestToken(connection);
  const { id, inUse } = await keep(ctx, session, { runId });
  if (inUse) return { id, session };
  // The same step runs elsewhere, too, and was first.
  await abandon(ctx, id, connection.allowedNetworks);
  const theirs = await readSession({ ctx, input: of });
  if (!theirs || !isGood(theirs, connection))
    throw new ServiceError('unavailable', 'The session was ended while it was opened; try again.');
  return sessionOf(connection, theirs);
}

/** Keeps a session that was just opened; one that cannot be kept is ended at once, since nobody would know of it. */
async function keep(
  { db }: Pick<Ctx, 'db'>,
  session: FalconSession,
  of: { runId: string | null; sweptFrom?: Date },
): Promise<SessionKept> {
  const { connection, token, expiresAt } = session;
  const input = { ...of, vendor: VENDOR, audience: audienceOf(connection), token, expiresAt: new Date(expiresAt) };
  return keepSession({ ctx: { db, now: new Date() }, input }).catch(async (error) => {
    await revokeToken(session).catch(() => undefined);
    throw error;
  });
}

/** Whether a session that is kept may be used on: its token is for nobody but where it came from. */
const isGood = ({ audience, expiresAt }: KeptSession, connection: FalconConnection) =>
  audience === audienceOf(connection) && expiresAt.getTime() - Date.now() > LEAST_LEFT_MS;

const audienceOf = ({ baseUrl, clientId, memberCid }: FalconConnection) =>
  [baseUrl, clientId, ...(memberCid ? [memberCid] : [])].join(' ');

const sessionOf = (connection: FalconConnection, { id, token, expiresAt }: KeptSession): Opened => ({
  id,
  session: { connection, token, expiresAt: expiresAt.getTime() },
});

async function connected(ctx: Pick<Ctx, 'db'>, { allowedNetworks }: Pick<RunInput, 'allowedNetworks'>) {
  const connection = crowdstrikeConnectionOf(await readCredentials(ctx.db, VENDOR), allowedNetworks);
  if (!connection)
    throw new ServiceError('conflict', 'CrowdStrike has no API client. Set its id and secret on the connector’s page.');
  return connection;
}

/** Takes a session out of use and tries to end it: what cannot be ended now stays with the sweep. */
async function abandon(ctx: Pick<Ctx, 'db'>, id: string, allowedNetworks: readonly string[]): Promise<void> {
  await retireSession({ ctx: { db: ctx.db, now: new Date() }, input: { id } });
  await endFalconSession(ctx, { id, allowedNetworks }).catch((error) => {
    if (!isExpected(error)) throw error;
  });
}

/**
 * Ends a session at Falcon; false: it is over already. To end it twice does no harm. Throws ConnectorError where Falcon did not confirm it, and
 * `unavailable` where the connector is no longer set as it was then: the session is kept, and the sweep tries again until its time is over.
 */
export async function endFalconSession(
  ctx: Pick<Ctx, 'db'>,
  { id, allowedNetworks }: { id: string; allowedNetworks: readonly string[] },
): Promise<boolean> {
  const kept = await readSessionById({ ctx, input: { id } });
  if (!kept) return false;
  const connection = crowdstrikeConnectionOf(await readCredentials(ctx.db, VENDOR), allowedNetworks);
  if (!connection) throw new ServiceError('unavailable', 'CrowdStrike has no API client that could end the session.');
  if (kept.audience !== audienceOf(connection))
    throw new ServiceError(
      'unavailable',
      'The session was opened at another address of CrowdStrike or with another API client, and only there can it be ended.',
    );
  await revokeToken({ connection, token: kept.token });
  await forgetSession({ ctx, input: { id } });
  return true;
}

/** Ends the sessions of a run, where it has any; false: it had none. Throws as {@link endFalconSession} does, after having tried each. */
export async function endRunSession(ctx: Pick<Ctx, 'db'>, { runId, allowedNetworks }: RunInput): Promise<boolean> {
  const ids = await sessionsOfRun({ ctx, input: { vendor: VENDOR, runId } });
  const ended = await Promise.allSettled(ids.map((id) => endFalconSession(ctx, { id, allowedNetworks })));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return ended.some((one) => one.status === 'fulfilled' && one.value);
}

/** The same for a workflow's last step: what Falcon does not confirm now is left to the sweep, and told. */
export async function tryToEndSession(ctx: Ctx, input: RunInput): Promise<{ revoked: boolean; note: string | null }> {
  try {
    return { revoked: await endRunSession(ctx, input), note: null };
  } catch (error) {
    if (!isExpected(error)) throw error;
    return { revoked: false, note: `${error.message} It is tried again until the token's time is over.` };
  }
}

const isExpected = (error: unknown): error is ConnectorError | ServiceError =>
  error instanceof ConnectorError || error instanceof ServiceError;
