import * as contracts from '#lib/http/contracts/cases.ts';
import { parseBody } from '#lib/http/parse-body.ts';
import { route } from '#lib/http/route.ts';
import { commentOnCase } from '#lib/services/cases/comment.ts';

export const POST = route(contracts.commentOnCase, async ({ ctx, params, body }) => ({
  value: await commentOnCase({ ctx, input: { ...parseBody(contracts.commentOnCase, body), key: params.key } }),
}));
