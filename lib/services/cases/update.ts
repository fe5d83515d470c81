import type { Case } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { CasePatch, keyOf } from '../../domain/case.ts';
import { rankOf } from '../../domain/severity.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { type Ctx, type Diff, emit, parse, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';
import { changeRunbook } from './change-runbook.ts';
import { authorizeFor, lockCase } from './fetch.ts';
import { requireFresh } from './precondition.ts';
import { saveCase } from './save.ts';
import { settleFields } from './settle-fields.ts';
import { refreshLeadTimer } from './timers.ts';
import { caseView } from './view.ts';

export interface UpdateInput {
  key: string;
  patch: CasePatch;
  /** The version that the caller has seen. Without it the change is made as it is. */
  ifMatch?: number | undefined;
}

/** Changes fields of a case. Throws `stale`, with the case as it is now, when one of them moved on since `ifMatch`. */
export async function updateCase({ ctx, input }: { ctx: Ctx; input: UpdateInput }): Promise<CaseView> {
  await authorizeFor(ctx, input.key, 'case.update');
  const patch = parse(CasePatch, input.patch);
  return transact(ctx, 'cases.update', async (tx) => {
    const before = await lockCase(tx, input.key, 'case.update');
    if (patch.restricted !== undefined && patch.restricted !== before.restricted)
      await lockCase(tx, input.key, 'case.restrict');
    await requireFresh(tx, before, Object.keys(patch), input.ifMatch);
    const { runbook, ...plain } = await settleFields(tx, patch, before);
    const change = {
      ...plain,
      ...(patch.severity ? { severityRank: rankOf(patch.severity) } : {}),
      ...(runbook !== undefined && runbook !== before.runbook ? await changeRunbook(tx, before, runbook) : {}),
    };
    const { after, diff } = await saveCase(tx, before, change, 'case.update');
    await tell(tx, after, diff);
    return caseView(tx.tx, tx, await refreshLeadTimer(tx, before.id));
  });
}

/** An event carries small facts: of a long text or list it says only that it changed, and who needs it reads the case. */
const small = (value: unknown) => (JSON.stringify(value).length <= 4000 ? value : null);

/** The timeline entries and events of an edit: severity has its own, the rest share one. */
export async function tell(
  ctx: TxCtx,
  after: Case,
  { severityRank: _, runbookVersion: __, ...diff }: Diff,
): Promise<void> {
  const { severity, ...rest } = diff;
  const about = { caseId: after.id };
  const said = { key: keyOf(after.number), actor: refOf(ctx.actor) };
  if (severity) {
    const { from, to } = severity as { from: Case['severity']; to: Case['severity'] };
    const direction = rankOf(to) > rankOf(from) ? 'Raised' : 'Lowered';
    await writeTimeline(ctx, {
      caseId: after.id,
      kind: 'severity',
      summary: `${direction} severity from ${from} to ${to}`,
      detail: { from, to },
    });
    await emit(ctx, 'case/severity.changed', { ...said, previous: from, current: to }, about);
  }
  const fields = Object.keys(rest);
  if (fields.length === 0) return;
  await writeTimeline(ctx, {
    caseId: after.id,
    kind: 'updated',
    summary: `Changed ${fields.join(', ')}`,
    detail: { fields: rest },
  });
  const side = (which: 'from' | 'to') =>
    Object.fromEntries(fields.map((field) => [field, small(rest[field]?.[which] ?? null)]));
  await emit(ctx, 'case/updated', { ...said, previous: side('from'), current: side('to') }, about);
}
