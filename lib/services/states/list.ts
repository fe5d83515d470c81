import type { StateView } from '../../domain/views/settings.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { loadStates } from './load.ts';

/** Every state a case can be in, with where it may go from there; retired ones say so. */
export async function listStates({ ctx }: { ctx: Ctx }): Promise<{ items: StateView[] }> {
  authorize(ctx.actor, 'settings.read');
  return { items: await loadStates(ctx.db) };
}
