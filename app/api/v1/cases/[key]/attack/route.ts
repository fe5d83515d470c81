import * as contracts from '#lib/http/contracts/case-work.ts';
import { route } from '#lib/http/route.ts';
import { listAttack } from '#lib/services/cases/attack.ts';

export const GET = route(contracts.listAttack, async ({ ctx, params, query }) => ({
  value: await listAttack({ ctx, input: { key: params.key, query } }),
}));
