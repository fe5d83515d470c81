import * as contracts from '#lib/http/contracts/case-work.ts';
import { route } from '#lib/http/route.ts';
import { getAiOutput } from '#lib/services/ai/list-outputs.ts';

export const GET = route(contracts.getCaseAiOutput, async ({ ctx, params }) => ({
  value: await getAiOutput({ ctx, input: params }),
}));
