import type { Case, Member } from '../../db/schema/index.ts';
import { findOwner } from '../cases/owner.ts';
import { type CaseChange, touchCase } from '../cases/save.ts';
import type { TxCtx } from '../kernel/index.ts';

/** The member who is to do a task, by the same rules as an owner of the case; null for nobody. */
export async function findDoer(ctx: TxCtx, of: Case, who: string | null | undefined): Promise<Member | null> {
  return who === null || who === undefined ? null : findOwner(ctx, who, of);
}

/** Touches the case; who is to do something on it works with it from then on, so that he sees it where it is restricted. */
export async function touchWith(ctx: TxCtx, of: Case, doer: Member | null): Promise<Case> {
  const involved = doer === null || doer.id === of.assigneeId || of.collaborators.includes(doer.id);
  const change: CaseChange = involved ? {} : { collaborators: [...of.collaborators, doer.id] };
  return touchCase(ctx, of, change);
}
