import type { PagingConnection } from '../connectors/paging.ts';
import type { SlackConnection } from '../connectors/slack.ts';
import type { SmtpConnection } from '../connectors/smtp.ts';
import type { TeamsConnection } from '../connectors/teams.ts';
import type { Db } from '../db/client.ts';
import { CHANNEL_RULES, type Channel, OUTSIDE_CHANNELS, type OutsideChannel } from '../domain/notifications/index.ts';
import { type ConnectorCredentials, readCredentials } from '../services/connectors/read-credentials.ts';
import { pagingConnectionOf, smtpConnectionOf, teamsConnectionOf } from './channel-connections.ts';
import { slackConnectionOf } from './slack-connection.ts';

/** What each channel is called by. */
export interface ChannelConnections {
  slack: SlackConnection;
  email: SmtpConnection;
  teams: TeamsConnection;
  paging: PagingConnection;
}

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
  const set = await readCredentials(db, CHANNEL_RULES[channel].connector);
  return set.enabled ? OPEN[channel](set, allowedNetworks) : null;
}

/** The channels that are there. */
export async function channelsSetUp(db: Db, allowedNetworks: readonly string[]): Promise<Set<Channel>> {
  const there = new Set<Channel>(['in_app']);
  for (const channel of OUTSIDE_CHANNELS) if (await openChannel(db, channel, allowedNetworks)) there.add(channel);
  return there;
}
