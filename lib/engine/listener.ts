import type { Context } from './context.ts';
import type { Statement } from './pipeline.ts';
import type { Transition } from './types.ts';

/** The statements that the listener of transitions wants to have run in the transaction that makes these. */
export async function statementsOf(ctx: Context, transitions: Transition[]): Promise<Statement[]> {
  const statements: Statement[] = [];
  if (transitions.length === 0 || !ctx.onTransition) return statements;
  const query = async (statement: Statement) => {
    statements.push(statement);
    return { rows: [] };
  };
  await ctx.onTransition({ query }, transitions);
  return statements;
}
