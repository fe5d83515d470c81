import { send } from '../http.ts';
import { issueToken } from '../oauth.ts';
import { urlOf } from './call.ts';
import { FALCON, type FalconConnection, type FalconSession } from './connection.ts';
import { falconError } from './error.ts';

/** Opens a session: `POST /oauth2/token`. A refused client is `auth`. What it answers is a secret. Throws ConnectorError. */
export async function requestToken(connection: FalconConnection): Promise<FalconSession> {
  const { baseUrl, clientId, clientSecret, memberCid, allowedNetworks, fetchOptions } = connection;
  const client = {
    ...{ vendor: FALCON, tokenUrl: urlOf(baseUrl, '/oauth2/token'), clientId, clientSecret, allowedNetworks },
    ...(memberCid && { extra: { member_cid: memberCid } }),
    ...(fetchOptions && { options: fetchOptions }),
  };
  const { value, expiresAt } = await issueToken(client, Date.now).catch((error) => {
    throw falconError(error);
  });
  return { connection, token: value, expiresAt };
}

/** Ends a session at Falcon: its token is refused from then on. To revoke it twice does no harm. Throws ConnectorError. */
export async function revokeToken({ connection, token }: Pick<FalconSession, 'connection' | 'token'>): Promise<void> {
  const { baseUrl, clientId, clientSecret, allowedNetworks, fetchOptions } = connection;
  await send({
    vendor: FALCON,
    method: 'POST',
    url: urlOf(baseUrl, '/oauth2/revoke'),
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    form: { token, client_id: clientId },
    secrets: [token, clientSecret],
    allowedNetworks,
    options: fetchOptions,
  }).catch((error) => {
    throw falconError(error);
  });
}
