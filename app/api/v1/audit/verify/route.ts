import * as contracts from '#lib/http/contracts/audit.ts';
import { route } from '#lib/http/route.ts';
import { verifyAudit } from '#lib/services/audit/verify.ts';

export const GET = route(contracts.verifyAudit, async ({ ctx, query }) => ({
  value: await verifyAudit({ ctx, input: query }),
}));
