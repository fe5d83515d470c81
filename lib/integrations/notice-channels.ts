import type { PagingConnection } from '../connectors/paging.ts';
import type { SlackConnection } from '../connectors/slack.ts';
import type { SmtpConnection } from '../connectors/smtp.ts';
import type { TeamsConnection } from '../connectors/teams.ts';
import type { Db } from '../db/client.ts';
import type { Channel } from '../domain/notifications/index.ts';
import { type ConnectorCredentials, readCredentials } from '../services/connectors/read-credentials.ts';
import { pagingConnectionOf, smtpConnectionOf, teamsConnectionOf } from './channel-connections.ts';
import { slackConnectionOf } from './slack-connection.ts';

export type OutsideChannel = Exclude<Channel, 'in_app'>;

/** What each channel is called by. */
export interface ChannelConnections {
  slack: SlackConnection;
  email: SmtpConnection;
  teams: TeamsConnection;
  paging: PagingConnection;
}

/** The connector behind each channel. */
export const CONNECTOR_OF = {
  slack: 'slack',
  email: 'smtp',
  teams: 'teams',
  paging: 'paging',
} as const satisfies Record<OutsideChannel, string>;

const OPEN: {
  [C in OutsideChannel]: (
    set: ConnectorCredentials,
    allowedNetworks: readonly string[],
  ) => ChannelConnections[C] | null;
} = {
  slack: slackConnectionOf,
  email: smtpConnectionOf,
  teams: teamsConnectionOf,
  paging: pagingConnectionOf,
};

/** How to reach a channel, secrets in the clear; null where it is switched off or not set up. */
export async function openChannel<C extends OutsideChannel>(
  db: Db,
  channel: C,
  allowedNetworks: readonly string[],
): Promise<ChannelConnections[C] | null> {
  const set = await readCredentials(db, CONNECTOR_OF[channel]);
  return set.enabled ? OPEN[channel](set, allowedNetworks) : null;
}

/** The channels that are there. */
export async function channelsSetUp(db: Db, allowedNetworks: readonly string[]): Promise<Set<Channel>> {
  const there = new Set<Channel>(['in_app']);
  for (const channel of Object.keys(OPEN) as OutsideChannel[])
    if (await openChannel(db, channel, allowedNetworks)) there.add(channel);
  return there;
}
