import * as contracts from '#lib/http/contracts/automations.ts';
import { route } from '#lib/http/route.ts';
import { listRunbooks } from '#lib/services/runbooks/list.ts';

export const GET = route(contracts.listRunbooks, async ({ ctx }) => ({ value: await listRunbooks({ ctx }) }));
