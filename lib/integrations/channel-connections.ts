import type { PagingConnection } from '../connectors/paging.ts';
import type { SmtpConnection } from '../connectors/smtp.ts';
import type { TeamsConnection } from '../connectors/teams.ts';
import type { ConnectorCredentials } from '../services/connectors/read-credentials.ts';

/** The channel's webhook as it is set; null without its address. */
export function teamsConnectionOf(
  { baseUrl, credentials: { webhookUrl } }: ConnectorCredentials,
  allowedNetworks: readonly string[],
): TeamsConnection | null {
  return webhookUrl ? { webhookUrl: atHost(webhookUrl, baseUrl), allowedNetworks } : null;
}

/** The paging service's webhook as it is set; null without its address. */
export function pagingConnectionOf(
  { baseUrl, credentials: { webhookUrl, signingKey } }: ConnectorCredentials,
  allowedNetworks: readonly string[],
): PagingConnection | null {
  if (!webhookUrl) return null;
  return { webhookUrl: atHost(webhookUrl, baseUrl), signingSecret: signingKey || null, allowedNetworks };
}

/** A set base address replaces the host of a webhook, and keeps its path and its key. */
function atHost(webhookUrl: string, baseUrl: string | null): string {
  const url = URL.parse(webhookUrl);
  return baseUrl && url ? new URL(`${url.pathname}${url.search}`, baseUrl).href : webhookUrl;
}

const PORTS = { secure: 465, submission: 587 };

/** The mail server as it is set; null without its host or a sender. Without a user it is not signed in to. */
export function smtpConnectionOf(
  { settings, credentials: { user, password } }: ConnectorCredentials,
  allowedNetworks: readonly string[],
): SmtpConnection | null {
  const { host, from, ca } = settings;
  if (typeof host !== 'string' || typeof from !== 'string') return null;
  const secure = settings.secure === true;
  const initial = secure ? PORTS.secure : PORTS.submission;
  return {
    host,
    port: typeof settings.port === 'number' ? settings.port : initial,
    secure,
    user: user || null,
    password: password || null,
    from,
    allowedNetworks,
    ...(typeof ca === 'string' && { ca }),
  };
}
