import * as contracts from '#lib/http/contracts/cases.ts';
import { route } from '#lib/http/route.ts';
import { completeTask } from '#lib/services/cases/complete-task.ts';

export const PATCH = route(contracts.completeTask, async ({ ctx, params, body }) => ({
  value: await completeTask({ ctx, input: { key: params.key, taskId: params.id, patch: body } }),
}));
