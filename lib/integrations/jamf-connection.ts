import { JAMF_DEFAULTS, type JamfConnection } from '../connectors/jamf.ts';
import type { ConnectorCredentials } from '../services/connectors/read-credentials.ts';

/** The tenant as it is set; null without its address or the API client's id and secret. */
export function jamfConnectionOf(
  { baseUrl, settings, credentials: { clientId, clientSecret } }: ConnectorCredentials,
  allowedNetworks: readonly string[],
): JamfConnection | null {
  if (!baseUrl || !clientId || !clientSecret) return null;
  const tokenPath = typeof settings.tokenPath === 'string' ? settings.tokenPath : JAMF_DEFAULTS.tokenPath;
  return { baseUrl, tokenPath, clientId, clientSecret, allowedNetworks };
}

/** The static group whose Macs have temporary administrators; null while it is not set. */
export function adminGroupOf({ settings }: ConnectorCredentials): string | null {
  return typeof settings.adminGroupId === 'string' ? settings.adminGroupId : null;
}
