import * as contracts from '#lib/http/contracts/evidence.ts';
import { route } from '#lib/http/route.ts';
import { unmergeCase } from '#lib/services/cases/unmerge.ts';

export const POST = route(contracts.unmergeCase, async ({ ctx, params }) => ({
  value: await unmergeCase({ ctx, input: { key: params.key } }),
}));
