import { CaseObservables, type ObservableInput } from '../../domain/case.ts';
import type { CaseObservableView } from '../../domain/views/case.ts';
import { flagOrders } from '../injections/flag-orders.ts';
import { textsOfObservables } from '../injections/texts.ts';
import { type Ctx, parse, transact } from '../kernel/index.ts';
import { type Linked, linkObservables } from '../observables/link.ts';
import { authorizeFor, lockCase } from './fetch.ts';
import { caseObservableViews } from './observable-view.ts';

export interface ObservablesAdded {
  added: CaseObservableView[];
  existing: number;
  rejected: Linked['rejected'];
}

/** Adds observables by hand or by API; what is on the case already is counted, what has no such type is rejected with the reason. */
export async function addObservables({
  ctx,
  input,
}: {
  ctx: Ctx;
  input: { key: string; items: ObservableInput[] };
}): Promise<ObservablesAdded> {
  await authorizeFor(ctx, input.key, 'case.observe');
  const { items } = parse(CaseObservables, { items: input.items });
  return transact(ctx, 'cases.add-observables', async (tx) => {
    const to = await lockCase(tx, input.key, 'case.observe');
    const candidates = items.map((item) => ({ ...item, origins: [{ path: 'manual' }] }));
    const { added, existing, rejected } = await linkObservables(tx, to, candidates);
    await flagOrders(tx, to.id, textsOfObservables(added));
    const ids = added.map(({ id }) => id);
    return { added: await caseObservableViews(tx.tx, tx, to.id, ids), existing, rejected };
  });
}
