import * as contracts from '#lib/http/contracts/audit.ts';
import { route } from '#lib/http/route.ts';
import { exportAudit } from '#lib/services/audit/export.ts';

export const GET = route(contracts.exportAudit, async ({ ctx, query }) => ({
  file: await exportAudit({ ctx, input: query }),
}));
