import * as contracts from '#lib/http/contracts/evidence.ts';
import { route } from '#lib/http/route.ts';
import { detachFromCase } from '#lib/services/cases/detach.ts';

export const POST = route(contracts.detachFromCase, async ({ ctx, params, body }) => {
  const value = await detachFromCase({ ctx, input: { key: params.key, detach: body as never } });
  return { value, location: `/api/v1/cases/${value.key}` };
});
