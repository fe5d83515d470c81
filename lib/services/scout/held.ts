import type { Db, Tx } from '../../db/client.ts';
import type { Case } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import { isOpen } from '../../domain/case-state.ts';
import { findCase } from '../cases/fetch.ts';
import { authorize, type Ctx } from '../kernel/index.ts';
import { findScout } from '../members/scout.ts';
import { scoutIsOn } from './is-on.ts';

/** Why Scout must not touch a case now, in a sentence; null where the case is its own to work. */
export async function whyNotScouts(
  db: Db | Tx,
  of: Pick<Case, 'assigneeId' | 'number' | 'state' | 'stage'>,
): Promise<string | null> {
  const scout = await findScout(db);
  if (of.assigneeId !== scout.id) return `${keyOf(of.number)} is not Scout’s any more: somebody else has it.`;
  if (!isOpen(of.stage)) return `The case is ${of.state}.`;
  if (!(await scoutIsOn(db))) return 'Scout was switched off.';
  return null;
}

/** The same before a step. Errors: `not_found`. */
export async function readWhyNotScouts({ ctx, input }: { ctx: Ctx; input: { key: string } }): Promise<string | null> {
  authorize(ctx.actor, 'case.read');
  return whyNotScouts(ctx.db, await findCase(ctx.db, ctx, input.key));
}
