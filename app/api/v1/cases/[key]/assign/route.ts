import * as contracts from '#lib/http/contracts/cases.ts';
import { parseBody } from '#lib/http/parse-body.ts';
import { route } from '#lib/http/route.ts';
import { assignCase } from '#lib/services/cases/assign.ts';

export const POST = route(contracts.assignCase, async ({ ctx, params, body, ifMatch }) => ({
  value: await assignCase({ ctx, input: { ...parseBody(contracts.assignCase, body), key: params.key, ifMatch } }),
}));
