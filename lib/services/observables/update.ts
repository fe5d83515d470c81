import { z } from 'zod';
import { newId } from '../../db/id.ts';
import { allowList, type Observable, verdictOverrides } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { MomentInput } from '../../domain/moment.ts';
import { compileAllowList, OBSERVABLE_VERDICTS, type ObservableVerdict } from '../../domain/observables/index.ts';
import type { ObservableDetail } from '../../domain/views/observable.ts';
import { listEntry } from '../allow-list/add.ts';
import { dropEntry } from '../allow-list/remove.ts';
import { endOverride } from '../enrichments/end-overrides.ts';
import { groundsOf } from '../enrichments/judgements.ts';
import { lockObservable, rejudge } from '../enrichments/rejudge.ts';
import { conflict, invalid } from '../errors.ts';
import { authorize, type Ctx, parse, type TxCtx, transact, writeAudit } from '../kernel/index.ts';
import { findObservable } from './find.ts';
import { getObservable } from './get.ts';

/** Body of PATCH observables/{id}. */
export const ObservablePatch = z
  .strictObject({
    /** Sets a verdict over the sources’; null lets theirs count again. */
    verdict: z.enum(OBSERVABLE_VERDICTS).nullable().optional(),
    /** Why, for those who rely on it. */
    reason: z.string().trim().min(1).max(2_000).optional(),
    /** When the override ends by itself; null or nothing: not before somebody ends it. */
    until: MomentInput.nullable().optional(),
    /** Puts the value on the list of own assets, or takes it off. */
    allowListed: z.boolean().optional(),
  })
  .superRefine(({ verdict, reason, until, allowListed }, context) => {
    const say = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (verdict === undefined && allowListed === undefined)
      say([], 'Name a verdict, or say whether it is an own asset.');
    if (until && !verdict) say(['until'], 'Only a verdict that is set has an end.');
    if (reason && verdict === undefined && allowListed === undefined)
      say(['reason'], 'There is nothing to give a reason for.');
  });
export type ObservablePatch = z.input<typeof ObservablePatch>;

/**
 * What a person says of an observable: a verdict that wins over the sources’ until it ends, and whether it is the house's own. Open cases
 * that hold it are told where its verdict changes.
 */
export async function updateObservable({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { id: string; patch: ObservablePatch };
}): Promise<ObservableDetail> {
  authorize(ctx.actor, 'observable.judge');
  const patch = parse(ObservablePatch, input.patch);
  if (patch.allowListed !== undefined) authorize(ctx.actor, 'allow_list.write');
  if (patch.until && patch.until <= ctx.now)
    throw invalid([{ pointer: '/until', message: 'The end must lie in the future.' }]);
  const { id } = await findObservable(ctx, input.id);
  await transact(ctx, 'observables.update', async (tx) => {
    const of = await lockObservable(tx, id);
    if (patch.allowListed !== undefined && patch.allowListed !== of.allowListed)
      await (patch.allowListed ? own(tx, of, patch.reason) : disown(tx, of));
    if (patch.verdict !== undefined) await override(tx, of, { ...patch, verdict: patch.verdict });
    return id;
  });
  return getObservable({ ctx, input: { id } });
}

async function override(
  ctx: TxCtx,
  of: Observable,
  {
    verdict,
    reason = 'No reason given',
    until = null,
  }: { verdict: ObservableVerdict | null; reason?: string | undefined; until?: Date | null | undefined },
): Promise<void> {
  const before = (await groundsOf(ctx.tx, [of.id])).get(of.id)!;
  const stands = before.override;
  if (verdict === null && !stands) return;
  if (stands && stands.verdict === verdict && stands.reason === reason && stands.until?.getTime() === until?.getTime())
    return;
  await endOverride(ctx, before);
  if (verdict) {
    const by = refOf(ctx.actor);
    await ctx.tx
      .insert(verdictOverrides)
      .values({ id: newId(), observableId: of.id, verdict, reason, until, by, at: ctx.now });
    await writeAudit(ctx, {
      action: 'observable.override',
      entity: 'observable',
      entityId: of.id,
      diff: {
        override: { from: stands?.verdict ?? null, to: verdict },
        reason: { from: stands?.reason ?? null, to: reason },
        until: { from: stands?.until ?? null, to: until },
      },
    });
  }
  await rejudge(ctx, of, before);
}

async function own(ctx: TxCtx, { type, value }: Observable, note = ''): Promise<void> {
  if (value.length > 1_000) throw conflict('This value is too long for the list of own assets.');
  await listEntry(ctx, { kind: 'exact', type, value, note: note.slice(0, 500) });
}

/** Takes off what names exactly this value; what a domain or a range covers is for its own entry to say. */
async function disown(ctx: TxCtx, { type, value }: Observable): Promise<void> {
  const entries = (await ctx.tx.select().from(allowList)).map((entry) => ({ ...entry, type: entry.type ?? undefined }));
  const covering = entries.filter((entry) =>
    compileAllowList([{ kind: entry.kind, value: entry.value, ...(entry.type ? { type: entry.type } : {}) }]).match({
      type,
      value,
    }),
  );
  const wide = covering.find((entry) => entry.kind !== 'exact' || !entry.type);
  if (wide)
    throw conflict(`The entry ${wide.value} of the own assets covers it, and more: change that one under Own assets.`);
  for (const entry of covering) await dropEntry(ctx, entry.id);
}
