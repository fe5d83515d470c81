import * as contracts from '#lib/http/contracts/case-work.ts';
import { updateTask as updateContract } from '#lib/http/contracts/cases.ts';
import { route } from '#lib/http/route.ts';
import { removeTask } from '#lib/services/tasks/remove.ts';
import { updateTask } from '#lib/services/tasks/update.ts';

export const PATCH = route(updateContract, async ({ ctx, params, body }) => ({
  value: await updateTask({ ctx, input: { key: params.key, taskId: params.id, patch: body } }),
}));

export const DELETE = route(contracts.removeTask, async ({ ctx, params }) => {
  await removeTask({ ctx, input: { key: params.key, taskId: params.id } });
  return {};
});
