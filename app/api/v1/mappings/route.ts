import * as contracts from '#lib/http/contracts/mappings.ts';
import { parseQuery } from '#lib/http/parse-body.ts';
import { route } from '#lib/http/route.ts';
import { listMappings } from '#lib/services/mappings/list.ts';
import { saveMapping } from '#lib/services/mappings/save.ts';

export const GET = route(contracts.listMappings, async ({ ctx, query }) => ({
  value: await listMappings({ ctx, input: parseQuery(contracts.listMappings, query) }),
}));

export const POST = route(contracts.saveMapping, async ({ ctx, body }) => ({
  value: await saveMapping({ ctx, input: body as never }),
}));
