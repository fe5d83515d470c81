import * as contracts from '#lib/http/contracts/settings.ts';
import { route } from '#lib/http/route.ts';
import { createState } from '#lib/services/states/create.ts';
import { listStates } from '#lib/services/states/list.ts';

export const GET = route(contracts.listStates, async ({ ctx }) => ({ value: await listStates({ ctx }) }));

export const POST = route(contracts.createState, async ({ ctx, body }) => ({
  value: await createState({ ctx, input: body }),
}));
