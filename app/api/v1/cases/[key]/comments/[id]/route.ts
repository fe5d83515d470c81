import * as contracts from '#lib/http/contracts/case-work.ts';
import { parseBody } from '#lib/http/parse-body.ts';
import { route } from '#lib/http/route.ts';
import { editComment } from '#lib/services/comments/edit.ts';

export const PATCH = route(contracts.editComment, async ({ ctx, params, body }) => ({
  value: await editComment({ ctx, input: { ...params, ...parseBody(contracts.editComment, body) } }),
}));
