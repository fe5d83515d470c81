import { isOpen, type Stage, type State } from '../../domain/case-state.ts';
import type { Severity } from '../../domain/severity.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { findCase } from './fetch.ts';

export interface RoutingFacts {
  source: string;
  category: string;
  severity: Severity;
  state: State;
  stage: Stage;
  open: boolean;
}

/** What a routing rule asks before it acts. */
export async function readRoutingFacts({ ctx, input }: { ctx: Ctx; input: { key: string } }): Promise<RoutingFacts> {
  authorize(ctx.actor, 'case.read');
  const { source, category, severity, state, stage } = await findCase(ctx.db, ctx, input.key);
  return { source, category, severity, state, stage, open: isOpen(stage) };
}
