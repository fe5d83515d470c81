import * as contracts from '#lib/http/contracts/connectors.ts';
import { route } from '#lib/http/route.ts';
import { listConnectors } from '#lib/services/connectors/list.ts';

export const GET = route(contracts.listConnectors, async ({ ctx }) => ({ value: await listConnectors({ ctx }) }));
