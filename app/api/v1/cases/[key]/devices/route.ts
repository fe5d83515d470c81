import * as contracts from '#lib/http/contracts/evidence.ts';
import { route } from '#lib/http/route.ts';
import { listCaseDevices } from '#lib/services/devices/for-case.ts';

export const GET = route(contracts.listCaseDevices, async ({ ctx, params }) => ({
  value: await listCaseDevices({ ctx, input: { key: params.key } }),
}));
