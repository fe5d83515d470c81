import * as contracts from '#lib/http/contracts/notices.ts';
import { route } from '#lib/http/route.ts';
import { createStakeholders } from '#lib/services/stakeholders/create.ts';
import { listStakeholders } from '#lib/services/stakeholders/list.ts';

export const GET = route(contracts.listStakeholders, async ({ ctx }) => ({ value: await listStakeholders({ ctx }) }));

export const POST = route(contracts.createStakeholders, async ({ ctx, body }) => ({
  value: await createStakeholders({ ctx, input: body }),
}));
