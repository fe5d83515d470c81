import * as contracts from '#lib/http/contracts/audit.ts';
import { route } from '#lib/http/route.ts';
import { auditFacets } from '#lib/services/audit/facets.ts';

export const GET = route(contracts.auditFacets, async ({ ctx }) => ({ value: await auditFacets({ ctx }) }));
