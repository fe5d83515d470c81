import { authorize, type Ctx } from '../kernel/index.ts';
import { findCase } from './fetch.ts';

/** The TLP marking of a case; null for no case. Errors: `not_found`. */
export async function readMarking({ ctx, input }: { ctx: Ctx; input: { key: string | null } }): Promise<string | null> {
  authorize(ctx.actor, 'case.read');
  return input.key === null ? null : (await findCase(ctx.db, ctx, input.key)).tlp;
}
