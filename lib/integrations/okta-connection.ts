import type { OktaConnection } from '../connectors/okta.ts';
import type { ConnectorCredentials } from '../services/connectors/read-credentials.ts';

/** The connection to an organisation as it is set; null without its address or token. */
export function oktaConnectionOf(
  { baseUrl, credentials: { apiToken } }: ConnectorCredentials,
  allowedNetworks: readonly string[],
): OktaConnection | null {
  return baseUrl && apiToken ? { baseUrl, apiToken, allowedNetworks } : null;
}
