import * as contracts from '#lib/http/contracts/case-work.ts';
import { route } from '#lib/http/route.ts';
import { addMacro } from '#lib/services/macros/add.ts';
import { listMacros } from '#lib/services/macros/list.ts';

export const GET = route(contracts.listClosingMacros, async ({ ctx }) => ({ value: await listMacros({ ctx }) }));

export const POST = route(contracts.addClosingMacro, async ({ ctx, body }) => ({
  value: await addMacro({ ctx, input: body }),
}));
