import { FALCON_CLOUDS, type FalconConnection } from '../connectors/crowdstrike.ts';
import type { ConnectorCredentials } from '../services/connectors/read-credentials.ts';

/** The connection to Falcon as it is set: at the address, else in the cloud that is chosen; null without the API client's id and secret. */
export function crowdstrikeConnectionOf(
  { baseUrl, settings, credentials: { clientId, clientSecret, memberCid } }: ConnectorCredentials,
  allowedNetworks: readonly string[],
): FalconConnection | null {
  if (!clientId || !clientSecret) return null;
  const cloud = Object.entries(FALCON_CLOUDS).find(([name]) => name === settings.cloud)?.[1] ?? FALCON_CLOUDS['us-1'];
  return { baseUrl: baseUrl ?? cloud, clientId, clientSecret, memberCid: memberCid || null, allowedNetworks };
}
