import { env } from '#lib/env.ts';
import * as contracts from '#lib/http/contracts/connectors.ts';
import { route } from '#lib/http/route.ts';
import { testConnector } from '#lib/integrations/test-connector.ts';

export const POST = route(contracts.testConnector, async ({ ctx, params }) => ({
  value: await testConnector({
    ctx,
    input: { id: params.vendor, allowedNetworks: env().CONNECTOR_ALLOWED_NETWORKS },
  }),
}));
