import type { Case } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { CasePatch, type CustomFields, keyOf } from '../../domain/case.ts';
import { changedKeys, patchedFields } from '../../domain/custom-field-merge.ts';
import { rankOf } from '../../domain/severity.ts';
import type { CaseView } from '../../domain/views/case.ts';
import { loadCustomFields } from '../custom-fields/list.ts';
import { flagOrders } from '../injections/flag-orders.ts';
import { textsOfFields } from '../injections/texts.ts';
import { type Ctx, type Diff, emit, parse, remembered, type TxCtx, transact, writeTimeline } from '../kernel/index.ts';
import { changeRunbook } from './change-runbook.ts';
import { authorizeFor, lockCase } from './fetch.ts';
import { freshCustomFields, requireFresh } from './precondition.ts';
import { changedFields, saveCase } from './save.ts';
import { settleFields } from './settle-fields.ts';
import { freshView } from './view.ts';
import { keepNoVip } from './vip-words.ts';

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
    const { runbook, ...plain } = await settleFields(tx, await freshPatch(tx, before, patch, input.ifMatch), before);
    const change = {
      ...plain,
      // Who says it by hand has settled it.
      ...(patch.vip !== undefined ? { vipUnknown: false } : {}),
      ...(patch.severity ? { severityRank: rankOf(patch.severity) } : {}),
      ...(runbook !== undefined && runbook !== before.runbook ? await changeRunbook(tx, before, runbook) : {}),
    };
    const { after, diff } = await saveCase(tx, before, change, 'case.update');
    await tell(tx, after, diff);
    if (patch.vip === false && tx.actor.kind === 'user') await keepNoVip(tx, after);
    await flagOrders(tx, before.id, textsOfFields(after, before));
    return freshView(tx, before.id);
  });
}

/** The patch as it is to be written over what others have changed since version `ifMatch`. Throws `stale` where both set the same. */
async function freshPatch(ctx: TxCtx, before: Case, patch: CasePatch, ifMatch: number | undefined): Promise<CasePatch> {
  const { customFields, ...plain } = patch;
  const mine = customFields && patchedFields(before.customFields, customFields);
  const fresh = mine && (await freshCustomFields(ctx, before, mine, ifMatch));
  await requireFresh(ctx, before, [...Object.keys(plain), ...(fresh?.clashes ?? [])], ifMatch);
  return fresh ? { ...plain, customFields: fresh.fields } : plain;
}

/** The fields of a difference as people call them: each custom field by its label, or by its key where nobody defined it. */
async function namesOf(ctx: TxCtx, diff: Diff): Promise<string[]> {
  const { customFields } = diff;
  if (!customFields) return Object.keys(diff);
  const rules = await remembered(ctx, 'custom_fields', loadCustomFields);
  const keys = changedKeys(customFields.from as CustomFields, customFields.to as CustomFields);
  const labels = keys.map((key) => rules.find((rule) => rule.key === key)?.label ?? key);
  return Object.keys(diff).flatMap((field) => (field === 'customFields' ? labels : [field]));
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
    summary: `Changed ${(await namesOf(ctx, rest)).join(', ')}`,
    detail: changedFields(rest, after),
  });
  const side = (which: 'from' | 'to') =>
    Object.fromEntries(fields.map((field) => [field, small(rest[field]?.[which] ?? null)]));
  await emit(ctx, 'case/updated', { ...said, previous: side('from'), current: side('to') }, about);
}
