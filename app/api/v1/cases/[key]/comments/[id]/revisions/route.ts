import * as contracts from '#lib/http/contracts/case-work.ts';
import { route } from '#lib/http/route.ts';
import { listRevisions } from '#lib/services/comments/revisions.ts';

export const GET = route(contracts.listCommentRevisions, async ({ ctx, params }) => ({
  value: await listRevisions({ ctx, input: params }),
}));
