import * as contracts from '#lib/http/contracts/settings.ts';
import { route } from '#lib/http/route.ts';
import { createRunbook } from '#lib/services/runbooks/create.ts';
import { listRunbooks } from '#lib/services/runbooks/list.ts';

export const GET = route(contracts.listRunbooks, async ({ ctx }) => ({ value: await listRunbooks({ ctx }) }));

export const POST = route(contracts.createRunbook, async ({ ctx, body }) => ({
  value: await createRunbook({ ctx, input: body }),
}));
