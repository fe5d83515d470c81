import { test as testOktaConnection } from '../connectors/okta.ts';
import { type EnrichmentSource, SOURCES } from '../domain/enrichment/sources.ts';
import { readCredentials } from '../services/connectors/read-credentials.ts';
import type { Ctx } from '../services/kernel/index.ts';
import { openSource } from './enrichment-source.ts';
import { oktaConnectionOf } from './okta-connection.ts';
import type { TestInput } from './test-connector.ts';
import { type Advice, advised, missing, type TestResult, yes } from './test-result.ts';

/** Asks Okta whose token it is. */
export async function testOkta(ctx: Ctx, { allowedNetworks }: TestInput): Promise<TestResult> {
  const connection = oktaConnectionOf(await readCredentials(ctx.db, 'okta'), allowedNetworks);
  if (!connection) return missing('the address of your organisation, such as https://shop.okta.com, and apiToken');
  return advised(OKTA_ADVICE, async () => {
    const { login } = await testOktaConnection(connection);
    return yes(login === null ? 'Signed in.' : `Signed in with the token of ${login}.`);
  });
}

const OKTA_ADVICE: Advice = {
  auth: 'Is the API token wrong or expired? One that is not used for 30 days ends.',
  forbidden: "The token's user needs to read users and groups.",
  not_found: 'Is the address that of your organisation?',
};

/** Asks a source with its cheapest call that needs the key. */
export function testSource(source: EnrichmentSource): (ctx: Ctx, input: TestInput) => Promise<TestResult> {
  return async (ctx, { allowedNetworks }) => {
    const open = openSource(source, await readCredentials(ctx.db, source), allowedNetworks);
    if (!open) return missing(`${SOURCES[source].secret} of your ${SOURCES[source].title} account`);
    return advised(SOURCE_ADVICE, async () => {
      const user = await open.test();
      return yes(user === null ? 'The key is accepted.' : `The key of ${user} is accepted.`);
    });
  };
}

const SOURCE_ADVICE: Advice = {
  auth: 'Is the key wrong, or has it ended?',
  forbidden: 'The licence does not hold this part of the API.',
  not_found: 'Is the address right?',
  rate_limited: 'The key is known, and its quota is used up for now.',
};
