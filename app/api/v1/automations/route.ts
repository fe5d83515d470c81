import * as contracts from '#lib/http/contracts/automations.ts';
import { route } from '#lib/http/route.ts';
import { listAutomations } from '#lib/services/automations/list.ts';

export const GET = route(contracts.listAutomations, async ({ ctx }) => ({ value: await listAutomations({ ctx }) }));
