import * as contracts from '#lib/http/contracts/connectors.ts';
import { route } from '#lib/http/route.ts';
import { getConnector } from '#lib/services/connectors/get.ts';
import { putConnector } from '#lib/services/connectors/put.ts';

export const GET = route(contracts.getConnector, async ({ ctx, params }) => ({
  value: await getConnector({ ctx, input: { id: params.vendor } }),
}));

export const PUT = route(contracts.putConnector, async ({ ctx, params, body }) => ({
  value: await putConnector({ ctx, input: { ...Object(body), id: params.vendor } }),
}));
