import { SLACK_DEFAULTS, type SlackConnection } from '../connectors/slack.ts';
import type { ConnectorCredentials } from '../services/connectors/read-credentials.ts';

/** The workspace as it is set; null without the bot's token. */
export function slackConnectionOf(
  { baseUrl, credentials: { botToken } }: ConnectorCredentials,
  allowedNetworks: readonly string[],
): SlackConnection | null {
  return botToken ? { baseUrl: baseUrl ?? SLACK_DEFAULTS.baseUrl, botToken, allowedNetworks } : null;
}
