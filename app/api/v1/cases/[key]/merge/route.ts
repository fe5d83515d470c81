import * as contracts from '#lib/http/contracts/evidence.ts';
import { parseBody } from '#lib/http/parse-body.ts';
import { route } from '#lib/http/route.ts';
import { mergeCase } from '#lib/services/cases/merge.ts';
import { previewMerge } from '#lib/services/cases/merge-preview.ts';

export const GET = route(contracts.previewMerge, async ({ ctx, params, query }) => ({
  value: await previewMerge({ ctx, input: { key: params.key, query } }),
}));

export const POST = route(contracts.mergeCase, async ({ ctx, params, body }) => ({
  value: await mergeCase({ ctx, input: { key: params.key, ...parseBody(contracts.mergeCase, body) } }),
}));
