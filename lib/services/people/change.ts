import type { Case } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import type { CaseAction } from '../../domain/permissions.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { lockCase } from '../cases/fetch.ts';
import { saveCase } from '../cases/save.ts';
import { caseView } from '../cases/view.ts';
import { type Ctx, emit, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';
import type { Part } from './roles.ts';

/** Who watches is everybody's own choice; to bring somebody else to a case, or send him away, is like assigning it. */
export function actionFor(ctx: Pick<Ctx, 'actor'>, part: Part, memberId: string | null): CaseAction {
  const oneself = ctx.actor.kind === 'user' && ctx.actor.id === memberId;
  return oneself && part === 'watchers' ? 'case.read' : 'case.assign';
}

/** Sets who takes part, and tells it in one sentence; no difference writes nothing. */
export async function changePart(
  ctx: Ctx,
  { key, part, action }: { key: string; part: Part; action: CaseAction },
  next: (tx: TxCtx, of: Case) => Promise<{ ids: string[]; summary: string }>,
): Promise<CaseView> {
  return transact(ctx, `people.${part}`, async (tx) => {
    const before = await lockCase(tx, key, action);
    const { ids, summary } = await next(tx, before);
    const { after, diff } = await saveCase(tx, before, { [part]: ids }, 'case.people');
    if (Object.keys(diff).length > 0) {
      await writeTimeline(tx, { caseId: before.id, kind: 'people', summary, detail: { part, ids } });
      const said = {
        key: keyOf(before.number),
        previous: { [part]: before[part] },
        current: { [part]: ids },
        actor: refOf(tx.actor),
      };
      await emit(tx, 'case/updated', said, { caseId: before.id });
    }
    return caseView(tx.tx, tx, after);
  });
}
