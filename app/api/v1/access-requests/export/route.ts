import * as contracts from '#lib/http/contracts/access.ts';
import { route } from '#lib/http/route.ts';
import { exportAccessRequests } from '#lib/services/access/export.ts';

export const GET = route(contracts.exportAccessRequests, async ({ ctx, query }) => ({
  file: await exportAccessRequests({ ctx, input: query }),
}));
