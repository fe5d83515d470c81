import * as contracts from '#lib/http/contracts/cases.ts';
import { route } from '#lib/http/route.ts';
import { acknowledgeCase } from '#lib/services/cases/acknowledge.ts';

export const POST = route(contracts.acknowledgeCase, async ({ ctx, params }) => ({
  value: await acknowledgeCase({ ctx, input: { key: params.key } }),
}));
