import { AUTOMATION_IDS } from '../../domain/automations.ts';
import type { AutomationView } from '../../domain/views/run.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { automationViews } from './view.ts';

/** Every automation of the catalogue. */
export async function listAutomations({ ctx }: { ctx: Ctx }): Promise<{ items: AutomationView[] }> {
  authorize(ctx.actor, 'automation.read');
  return { items: await automationViews(ctx.db, AUTOMATION_IDS, ctx.now) };
}
