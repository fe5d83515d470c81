import * as contracts from '#lib/http/contracts/deliveries.ts';
import { route } from '#lib/http/route.ts';
import { listSourceHealth } from '#lib/services/deliveries/sources.ts';

export const GET = route(contracts.listSourceHealth, async ({ ctx }) => ({ value: await listSourceHealth({ ctx }) }));
