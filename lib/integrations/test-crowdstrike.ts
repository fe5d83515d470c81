import { test } from '../connectors/crowdstrike.ts';
import { ConnectorError, type ConnectorErrorClass } from '../connectors/http/error.ts';
import { readCredentials } from '../services/connectors/read-credentials.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { crowdstrikeConnectionOf } from './crowdstrike-connection.ts';
import { withOwnSession } from './falcon/session.ts';
import type { TestInput } from './test-connector.ts';

/** A session of its own and one look at alerts and cases: proves address, client and scopes. The session ends with it, or by the sweep. */
export async function testCrowdStrike(
  ctx: Ctx,
  { allowedNetworks }: TestInput,
): Promise<{ ok: boolean; message: string }> {
  const connection = crowdstrikeConnectionOf(await readCredentials(ctx.db, 'crowdstrike'), allowedNetworks);
  if (!connection) return { ok: false, message: 'Set clientId and clientSecret of a Falcon API client first.' };
  try {
    const { alerts, cases } = await withOwnSession(ctx, connection, test);
    if (cases === null) return { ok: false, message: NO_CASES };
    return {
      ok: true,
      message: alerts > 0 ? `Signed in. There are ${alerts} alerts.` : 'Signed in. There is no alert.',
    };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const advice = ADVICE[error.class];
    return { ok: false, message: advice ? `${error.message}. ${advice}` : error.message };
  }
}

const NO_CASES =
  'Signed in, and the alerts can be read, but not the cases, which the daily health check asks for. The API client needs the scope Cases: read.';

const ADVICE: Partial<Record<ConnectorErrorClass, string>> = {
  auth: 'Is it the cloud of your account, and are the client id and its secret right?',
  forbidden: 'The API client needs the scope Alerts: read.',
  not_found: 'Is the address that of your cloud’s API?',
};
