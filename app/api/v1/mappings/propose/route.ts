import { env } from '#lib/env.ts';
import * as contracts from '#lib/http/contracts/mappings.ts';
import { route } from '#lib/http/route.ts';
import { proposeMapping } from '#lib/integrations/ai/propose-mapping.ts';

export const POST = route(contracts.proposeMapping, async ({ ctx, body }) => ({
  value: await proposeMapping({ ctx, input: body as never, allowedNetworks: env().CONNECTOR_ALLOWED_NETWORKS }),
}));
