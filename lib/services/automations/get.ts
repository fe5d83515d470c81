import type { AutomationView } from '../../domain/views/run.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { knownAutomation } from './known.ts';
import { automationViews } from './view.ts';

/** One automation by its id, such as `wiz-incident`. Errors: `not_found`. */
export async function getAutomation({ ctx, input }: { ctx: Ctx; input: { id: string } }): Promise<AutomationView> {
  authorize(ctx.actor, 'automation.read');
  const [view] = await automationViews(ctx.db, [knownAutomation(input.id)], ctx.now);
  return view!;
}
