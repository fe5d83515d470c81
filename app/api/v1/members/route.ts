import * as contracts from '#lib/http/contracts/members.ts';
import { route } from '#lib/http/route.ts';
import { createMember } from '#lib/services/members/create.ts';
import { listMembers } from '#lib/services/members/list.ts';

export const GET = route(contracts.listMembers, async ({ ctx, query }) => ({
  value: await listMembers({ ctx, input: query }),
}));

export const POST = route(contracts.createMember, async ({ ctx, body }) => ({
  value: await createMember({ ctx, input: body }),
}));
