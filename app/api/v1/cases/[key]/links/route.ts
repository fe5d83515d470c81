import * as contracts from '#lib/http/contracts/cases.ts';
import { parseBody } from '#lib/http/parse-body.ts';
import { route } from '#lib/http/route.ts';
import { addLinks } from '#lib/services/cases/add-link.ts';

export const POST = route(contracts.addLink, async ({ ctx, params, body }) => ({
  value: await addLinks({ ctx, input: { key: params.key, links: [parseBody(contracts.addLink, body)] } }),
}));
