import type { CaseView } from '../../domain/views/case.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { findCase } from './fetch.ts';
import { caseView } from './view.ts';

export async function getCase({ ctx, input }: { ctx: Ctx; input: { key: string } }): Promise<CaseView> {
  authorize(ctx.actor, 'case.read');
  return caseView(ctx.db, ctx, await findCase(ctx.db, ctx, input.key));
}
