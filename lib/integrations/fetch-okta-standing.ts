import { ConnectorError } from '../connectors/http/error.ts';
import { listUserGroups, listUserRoles, type OktaConnection } from '../connectors/okta.ts';
import type { OktaStanding } from '../domain/okta/vip.ts';
import { readCredentials } from '../services/connectors/read-credentials.ts';
import { recordCall } from '../services/connectors/record-call.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { oktaConnectionOf } from './okta-connection.ts';

export interface FetchedStanding {
  /** `off`: not asked, as the connector is switched off or has no token. `unknown`: Okta knows no such user. */
  state: 'fetched' | 'unknown' | 'off';
  standing: OktaStanding | null;
  /** One sentence for the timeline. */
  note: string;
}

/**
 * A user's groups and administrator's roles as Okta has them now, by Okta's id or the login. Throws ConnectorError, whose class decides
 * on the next try; the connector keeps when it was called and what went wrong.
 */
export async function fetchOktaStanding(
  db: Ctx['db'],
  { user, allowedNetworks }: { user: string; allowedNetworks: readonly string[] },
): Promise<FetchedStanding> {
  const credentials = await readCredentials(db, 'okta');
  const connection = credentials.enabled ? oktaConnectionOf(credentials, allowedNetworks) : null;
  if (!connection)
    return {
      state: 'off',
      standing: null,
      note: 'Okta was not asked: its connector is off, or has no address or token.',
    };
  try {
    const standing = await standingOf(connection, user);
    await recordCall(db, { id: 'okta', at: new Date(), error: null });
    if (standing === null) return { state: 'unknown', standing, note: 'Okta does not know this user.' };
    return { state: 'fetched', standing, note: `Okta tells ${standing.groups.length} groups of this user.` };
  } catch (error) {
    if (error instanceof ConnectorError) await recordCall(db, { id: 'okta', at: new Date(), error: error.message });
    throw error;
  }
}

async function standingOf(connection: OktaConnection, user: string): Promise<OktaStanding | null> {
  const groups = await listUserGroups(connection, user);
  if (groups === null) return null;
  return {
    groups: groups.items.map(({ id, profile }) => ({ id, name: profile.name ?? null })),
    roles: await rolesOf(connection, user),
  };
}

/** Reading roles needs more than reading groups: without it the groups alone are told. A role that was ended is none. */
async function rolesOf(connection: OktaConnection, user: string): Promise<string[] | null> {
  try {
    const roles = await listUserRoles(connection, user);
    const active = (roles?.items ?? []).filter(({ status }) => status?.toUpperCase() !== 'INACTIVE');
    return active.map(({ type, label, id }) => type ?? label ?? id);
  } catch (error) {
    if (error instanceof ConnectorError && error.class === 'forbidden') return null;
    throw error;
  }
}
