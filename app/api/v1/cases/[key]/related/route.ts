import * as contracts from '#lib/http/contracts/evidence.ts';
import { route } from '#lib/http/route.ts';
import { getRelated } from '#lib/services/related/get.ts';
import { linkCases } from '#lib/services/related/link.ts';

export const GET = route(contracts.getRelated, async ({ ctx, params }) => ({
  value: await getRelated({ ctx, input: { key: params.key } }),
}));

export const POST = route(contracts.linkCases, async ({ ctx, params, body }) => ({
  value: await linkCases({ ctx, input: { key: params.key, link: body as never } }),
}));
