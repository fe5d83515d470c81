import * as contracts from '#lib/http/contracts/case-work.ts';
import { route } from '#lib/http/route.ts';
import { removePerson } from '#lib/services/people/remove.ts';

export const DELETE = route(contracts.removeCollaborator, async ({ ctx, params }) => ({
  value: await removePerson({ ctx, input: { key: params.key, part: 'collaborators', memberId: params.id } }),
}));
