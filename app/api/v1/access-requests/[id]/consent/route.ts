import * as contracts from '#lib/http/contracts/access.ts';
import { route } from '#lib/http/route.ts';
import { consentToRequest } from '#lib/services/access/answer.ts';

export const POST = route(contracts.consentToAccessRequest, async ({ ctx, params, body }) => ({
  value: await consentToRequest({ ctx, input: { id: params.id, body } }),
}));
