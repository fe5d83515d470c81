import * as contracts from '#lib/http/contracts/case-work.ts';
import { route } from '#lib/http/route.ts';
import { listAiOutputs } from '#lib/services/ai/list-outputs.ts';

export const GET = route(contracts.listCaseAiOutputs, async ({ ctx, params, query }) => ({
  value: await listAiOutputs({ ctx, input: { key: params.key, query } }),
}));
