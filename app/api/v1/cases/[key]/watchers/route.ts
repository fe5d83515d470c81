import * as contracts from '#lib/http/contracts/case-work.ts';
import { parseBody } from '#lib/http/parse-body.ts';
import { route } from '#lib/http/route.ts';
import { addPerson } from '#lib/services/people/add.ts';

export const POST = route(contracts.addWatcher, async ({ ctx, params, body }) => ({
  value: await addPerson({
    ctx,
    input: { key: params.key, part: 'watchers', ...parseBody(contracts.addWatcher, body) },
  }),
}));
