import * as contracts from '#lib/http/contracts/case-work.ts';
import { route } from '#lib/http/route.ts';
import { exportCase } from '#lib/services/cases/export.ts';

export const GET = route(contracts.exportCase, async ({ ctx, params }) => ({
  value: await exportCase({ ctx, input: { key: params.key, as: 'json' } }),
}));
