import * as contracts from '#lib/http/contracts/connectors.ts';
import { route } from '#lib/http/route.ts';
import { listSources } from '#lib/services/connectors/list-sources.ts';

export const GET = route(contracts.listSources, async ({ ctx }) => ({ value: await listSources({ ctx }) }));
