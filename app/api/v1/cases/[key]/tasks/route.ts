import * as contracts from '#lib/http/contracts/case-work.ts';
import { route } from '#lib/http/route.ts';
import { addTask } from '#lib/services/tasks/add.ts';

export const POST = route(contracts.addTask, async ({ ctx, params, body }) => ({
  value: await addTask({ ctx, input: { key: params.key, task: body } }),
}));
