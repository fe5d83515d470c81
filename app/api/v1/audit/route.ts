import * as contracts from '#lib/http/contracts/audit.ts';
import { route } from '#lib/http/route.ts';
import { listAudit } from '#lib/services/audit/list.ts';

export const GET = route(contracts.listAudit, async ({ ctx, query }) => ({
  value: await listAudit({ ctx, input: query }),
}));
