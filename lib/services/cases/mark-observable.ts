import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { caseObservables, observables } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import { defang, OBSERVABLE_ROLES } from '../../domain/observables/index.ts';
import { cut } from '../../domain/text.ts';
import type { CaseObservableView } from '../../domain/views/case.ts';
import { notFound } from '../errors.ts';
import { type Ctx, diffOf, emit, isUuid, parse, transact, writeAudit, writeTimeline } from '../kernel/index.ts';
import { authorizeFor, lockCase } from './fetch.ts';
import { caseObservableViews } from './observable-view.ts';
import { touchCase } from './save.ts';

/** Body of PATCH cases/{key}/observables/{id}. */
export const ObservableMark = z
  .strictObject({ key: z.boolean().optional(), role: z.enum(OBSERVABLE_ROLES).optional() })
  .refine((mark) => Object.keys(mark).length > 0, 'Name the role, or say whether it is a key observable.');

/** Says what an observable is to a case: its role there, and whether it is a key one. */
export async function markObservable({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; id: string; mark: z.input<typeof ObservableMark> };
}): Promise<CaseObservableView> {
  await authorizeFor(ctx, input.key, 'case.observe');
  const mark = parse(ObservableMark, input.mark);
  return transact(ctx, 'cases.mark-observable', async (tx) => {
    const of = await lockCase(tx, input.key, 'case.observe');
    const link = and(eq(caseObservables.caseId, of.id), eq(caseObservables.observableId, input.id));
    const [held] = isUuid(input.id)
      ? await tx.tx
          .select({
            role: caseObservables.role,
            key: caseObservables.key,
            type: observables.type,
            value: observables.value,
          })
          .from(caseObservables)
          .innerJoin(observables, eq(observables.id, caseObservables.observableId))
          .where(link)
      : [];
    if (!held) throw notFound('The observable');
    const diff = diffOf({ role: held.role, key: held.key }, mark);
    if (Object.keys(diff).length > 0) {
      await tx.tx.update(caseObservables).set(mark).where(link);
      await touchCase(tx, of);
      const name = cut(defang(held.type, held.value), 120);
      const said = [
        ...(diff.role ? [`${name} is ${mark.role} instead of ${held.role}`] : []),
        ...(diff.key ? [`${name} is ${mark.key ? 'a key observable' : 'no key observable any more'}`] : []),
      ];
      await writeTimeline(tx, {
        caseId: of.id,
        kind: 'observables',
        summary: said.join('; '),
        detail: { observables: [{ id: input.id, type: held.type, value: cut(held.value, 200), ...diff }] },
      });
      await writeAudit(tx, { action: 'case.mark_observable', entity: 'case', entityId: keyOf(of.number), diff });
      const side = (which: 'from' | 'to') =>
        Object.fromEntries(Object.entries(diff).map(([field, change]) => [field, change[which]]));
      await emit(
        tx,
        'case/updated',
        {
          key: keyOf(of.number),
          previous: { observable: input.id, ...side('from') },
          current: { observable: input.id, ...side('to') },
          actor: refOf(tx.actor),
        },
        { caseId: of.id },
      );
    }
    const [view] = await caseObservableViews(tx.tx, tx, of.id, [input.id]);
    return view!;
  });
}
