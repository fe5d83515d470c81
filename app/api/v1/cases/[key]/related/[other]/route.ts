import * as contracts from '#lib/http/contracts/evidence.ts';
import { route } from '#lib/http/route.ts';
import { unlinkCases } from '#lib/services/related/link.ts';

export const DELETE = route(contracts.unlinkCases, async ({ ctx, params }) => ({
  value: await unlinkCases({ ctx, input: params }),
}));
