import { ConnectorError } from '../../connectors/http/error.ts';
import { blankPush, getComputer, type JamfComputer, type JamfConnection } from '../../connectors/jamf.ts';
import { createTokenCache } from '../../connectors/oauth.ts';
import { readCredentials } from '../../services/connectors/read-credentials.ts';
import { recordCall } from '../../services/connectors/record-call.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import { adminGroupOf, jamfConnectionOf } from '../jamf-connection.ts';

/** One token for all calls of the process; a short life is renewed. */
export const tokens = createTokenCache();

export interface Reachable {
  db: Ctx['db'];
  /** Private ranges that connectors may reach. */
  allowedNetworks: readonly string[];
}

export interface AdminJamf {
  connection: JamfConnection;
  groupId: string | null;
}

/**
 * The tenant as it is set. A right is also taken back where the connector was switched off meanwhile (`evenOff`). Throws ConnectorError
 * (`refused`) where it is not set: somebody has to.
 */
export async function adminJamf({ db, allowedNetworks }: Reachable, { evenOff = false } = {}): Promise<AdminJamf> {
  const set = await readCredentials(db, 'jamf');
  const connection = set.enabled || evenOff ? jamfConnectionOf(set, allowedNetworks) : null;
  if (connection) return { connection, groupId: adminGroupOf(set) };
  const message =
    'the connector is switched off, or has no address or client. An administrator sets it under Connectors';
  throw new ConnectorError({ class: 'refused', vendor: 'Jamf Pro', message });
}

/** Of what is only good to know nobody waits for longer, in milliseconds. */
const PATIENCE_MS = 5_000;

/** The Mac as Jamf knows it now, where it says so quickly: null is no such Mac, undefined that it could not be asked. */
export async function quickLook(
  connection: JamfConnection,
  computerId: string,
): Promise<JamfComputer | null | undefined> {
  return unlessUnreachable(() =>
    getComputer({ ...connection, fetchOptions: { totalMs: PATIENCE_MS } }, tokens, computerId),
  );
}

/** What was asked, or undefined where the vendor could not be asked now. */
export async function unlessUnreachable<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof ConnectorError) return undefined;
    throw error;
  }
}

/** Wakes the Mac: a help, and no more. */
export async function nudge(connection: JamfConnection, mac: JamfComputer | null | undefined): Promise<void> {
  const { managementId } = mac ?? {};
  const hurried = { ...connection, fetchOptions: { totalMs: PATIENCE_MS } };
  if (managementId) await unlessUnreachable(() => blankPush(hurried, tokens, managementId));
}

/** The Mac's last check-in, by Jamf's clock. */
export const contactOf = (mac: JamfComputer | null | undefined): Date | null =>
  mac?.lastContactAt ? new Date(mac.lastContactAt) : null;

/** Runs a call and keeps, for the connector's page, when it was made and what went wrong. */
export async function noted<T>(db: Ctx['db'], id: 'jamf' | 'slack', call: () => Promise<T>): Promise<T> {
  try {
    const answer = await call();
    await recordCall(db, { id, at: new Date(), error: null });
    return answer;
  } catch (error) {
    if (error instanceof ConnectorError) await recordCall(db, { id, at: new Date(), error: error.message });
    throw error;
  }
}
