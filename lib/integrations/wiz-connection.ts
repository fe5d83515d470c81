import { WIZ_DEFAULTS, type WizConnection } from '../connectors/wiz.ts';
import type { ConnectorCredentials } from '../services/connectors/read-credentials.ts';

/** The connection to a tenant's API as it is set; null without the service account's id and secret. */
export function wizConnectionOf(
  { baseUrl, settings, credentials }: ConnectorCredentials,
  allowedNetworks: readonly string[],
): WizConnection | null {
  const { clientId, clientSecret } = credentials;
  if (!clientId || !clientSecret) return null;
  const text = (value: unknown, initial: string) => (typeof value === 'string' && value !== '' ? value : initial);
  return {
    baseUrl: baseUrl ?? WIZ_DEFAULTS.baseUrl,
    authUrl: text(settings.authUrl, WIZ_DEFAULTS.authUrl),
    audience: text(settings.audience, WIZ_DEFAULTS.audience),
    clientId,
    clientSecret,
    allowedNetworks,
  };
}
