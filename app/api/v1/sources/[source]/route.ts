import * as contracts from '#lib/http/contracts/connectors.ts';
import { route } from '#lib/http/route.ts';
import { getConnector } from '#lib/services/connectors/get.ts';
import { putConnector } from '#lib/services/connectors/put.ts';

export const GET = route(contracts.getSource, async ({ ctx, params }) => ({
  value: await getConnector({ ctx, input: { id: `generic/${params.source}` } }),
}));

export const PUT = route(contracts.putSource, async ({ ctx, params, body }) => ({
  value: await putConnector({ ctx, input: { ...Object(body), id: `generic/${params.source}` } }),
}));
