import { randomBytes } from 'node:crypto';
import type { Api } from '#e2e/support/api.ts';
import type { PushAuth } from '#e2e/vendors/push.ts';
import type { WizEmulator } from '#e2e/vendors/wiz.ts';

/** Where a vendor of the demo posts to, and how. */
export interface Target {
  url: string;
  auth: PushAuth;
}

/** Points the product at the Wiz emulator and makes the source of the tills; both with tokens of this run. */
export async function connect(api: Api, wiz: WizEmulator): Promise<{ wiz: Target; tills: Target }> {
  const [wizToken, tillToken] = [token(), token()];
  await api.put('/connectors/wiz', {
    enabled: true,
    baseUrl: wiz.apiUrl,
    credentials: { clientId: wiz.clientId, clientSecret: wiz.clientSecret, webhookToken: wizToken },
    settings: { authUrl: wiz.authUrl, audience: wiz.audience, expectedEveryMinutes: 60 },
  });
  await api.put('/sources/till-monitor', {
    enabled: true,
    credentials: { webhookToken: tillToken },
    settings: { expectedEveryMinutes: 60 },
  });
  return {
    wiz: { url: `${api.baseUrl}/api/hooks/wiz`, auth: { bearer: wizToken } },
    tills: { url: `${api.baseUrl}/api/hooks/generic/till-monitor`, auth: { bearer: tillToken } },
  };
}

const token = () => randomBytes(24).toString('base64url');
