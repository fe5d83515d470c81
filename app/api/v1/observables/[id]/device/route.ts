import * as contracts from '#lib/http/contracts/observables.ts';
import { route } from '#lib/http/route.ts';
import { getDevice } from '#lib/services/devices/get.ts';

export const GET = route(contracts.getDevice, async ({ ctx, params }) => ({
  value: await getDevice({ ctx, input: { id: params.id } }),
}));
