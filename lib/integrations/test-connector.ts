import { createTokenCache } from '../connectors/oauth.ts';
import { listIssues } from '../connectors/wiz.ts';
import type { Vendor } from '../domain/vendors.ts';
import type { ConnectorTest } from '../domain/views/intake.ts';
import { definitionOf } from '../services/connectors/catalogue.ts';
import { readCredentials } from '../services/connectors/read-credentials.ts';
import { recordTest } from '../services/connectors/record-test.ts';
import { authorize, type Ctx } from '../services/kernel/index.ts';
import { testModel } from './ai/test-model.ts';
import { testJamf, testPaging, testSlack, testSmtp, testTeams } from './test-channels.ts';
import { testCrowdStrike } from './test-crowdstrike.ts';
import { testDevices } from './test-devices.ts';
import { testOkta, testSource } from './test-identity.ts';
import { type Advice, advised, missing, type TestResult, yes } from './test-result.ts';
import { wizConnectionOf } from './wiz-connection.ts';

export interface TestInput {
  id: string;
  allowedNetworks: readonly string[];
}

/** Calls the vendor with what is stored and keeps the result. Errors: `forbidden`, `not_found`, `conflict` for what was never set. */
export async function testConnector({ ctx, input }: { ctx: Ctx; input: TestInput }): Promise<ConnectorTest> {
  authorize(ctx.actor, 'connector.test');
  const { id, vendor } = definitionOf(input.id);
  const started = performance.now();
  const result = await TESTERS[vendor](ctx, { ...input, id });
  const milliseconds = Math.round(performance.now() - started);
  await recordTest({ ctx, input: { id, ...result } });
  return { ...result, milliseconds };
}

type Tester = (ctx: Ctx, input: TestInput) => Promise<TestResult>;

/** How each vendor is tested. */
const TESTERS: Record<Vendor, Tester> = {
  wiz: testWiz,
  crowdstrike: testCrowdStrike,
  sentinelone: testDevices('sentinelone'),
  okta: testOkta,
  virustotal: testSource('virustotal'),
  recordedfuture: testSource('recordedfuture'),
  otx: testSource('otx'),
  axonius: testDevices('axonius'),
  entra: testDevices('entra'),
  slack: testSlack,
  jamf: testJamf,
  teams: testTeams,
  smtp: testSmtp,
  paging: testPaging,
  ai: testModel,
  generic: async (_ctx, { id }) => yes(`${id} only receives: there is nothing to call. Send it an event to test it.`),
};

/** A token of its own, so that the credentials are proven now and not an hour ago; then one issue, which proves address and scope. */
async function testWiz(ctx: Ctx, { allowedNetworks }: TestInput): ReturnType<Tester> {
  const connection = wizConnectionOf(await readCredentials(ctx.db, 'wiz'), allowedNetworks);
  if (!connection) return missing('clientId and clientSecret of a Wiz service account');
  return advised(WIZ_ADVICE, async () => {
    const { value: page } = await listIssues(connection, createTokenCache(), {}, 1).next();
    const warnings = page?.warnings ?? [];
    if (warnings.length > 0) return yes(`Signed in. Wiz did not tell all: ${warnings.join('; ').slice(0, 300)}`);
    const seen = (page?.issues.length ?? 0) > 0;
    return yes(seen ? 'Signed in and read an issue.' : 'Signed in. This service account sees no issue.');
  });
}

const WIZ_ADVICE: Advice = {
  auth: 'Is the client id, its secret or the audience wrong?',
  forbidden: 'The service account needs the scope read:issues.',
};
