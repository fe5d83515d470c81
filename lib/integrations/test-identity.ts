import { ConnectorError, type ConnectorErrorClass } from '../connectors/http/error.ts';
import { test as testOktaConnection } from '../connectors/okta.ts';
import { type EnrichmentSource, SOURCE_TITLES } from '../domain/enrichment/sources.ts';
import { readCredentials } from '../services/connectors/read-credentials.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { openSource, SECRET_OF } from './enrichment-source.ts';
import { oktaConnectionOf } from './okta-connection.ts';
import type { TestInput } from './test-connector.ts';

type Result = Promise<{ ok: boolean; message: string }>;
type Advice = Partial<Record<ConnectorErrorClass, string>>;

/** Asks Okta whose token it is. */
export async function testOkta(ctx: Ctx, { allowedNetworks }: TestInput): Result {
  const connection = oktaConnectionOf(await readCredentials(ctx.db, 'okta'), allowedNetworks);
  if (!connection)
    return {
      ok: false,
      message: 'Set the address of your organisation, such as https://shop.okta.com, and apiToken first.',
    };
  return tell(OKTA_ADVICE, async () => {
    const { login } = await testOktaConnection(connection);
    return login === null ? 'Signed in.' : `Signed in with the token of ${login}.`;
  });
}

const OKTA_ADVICE: Advice = {
  auth: 'Is the API token wrong or expired? One that is not used for 30 days ends.',
  forbidden: "The token's user needs to read users and groups.",
  not_found: 'Is the address that of your organisation?',
};

/** Asks a source with its cheapest call that needs the key. */
export function testSource(source: EnrichmentSource): (ctx: Ctx, input: TestInput) => Result {
  return async (ctx, { allowedNetworks }) => {
    const open = openSource(source, await readCredentials(ctx.db, source), allowedNetworks);
    if (!open)
      return { ok: false, message: `Set ${SECRET_OF[source]} of your ${SOURCE_TITLES[source]} account first.` };
    return tell(SOURCE_ADVICE, async () => {
      const user = await open.test();
      return user === null ? 'The key is accepted.' : `The key of ${user} is accepted.`;
    });
  };
}

const SOURCE_ADVICE: Advice = {
  auth: 'Is the key wrong, or has it ended?',
  forbidden: 'The licence does not hold this part of the API.',
  not_found: 'Is the address right?',
  rate_limited: 'The key is known, and its quota is used up for now.',
};

async function tell(advice: Advice, call: () => Promise<string>): Result {
  try {
    return { ok: true, message: await call() };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const more = advice[error.class];
    return { ok: false, message: more ? `${error.message}. ${more}` : error.message };
  }
}
