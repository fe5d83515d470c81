import * as contracts from '#lib/http/contracts/allow-list.ts';
import { route } from '#lib/http/route.ts';
import { removeFromAllowList } from '#lib/services/allow-list/remove.ts';

export const DELETE = route(contracts.removeFromAllowList, async ({ ctx, params }) => ({
  value: await removeFromAllowList({ ctx, input: { id: params.id } }),
}));
