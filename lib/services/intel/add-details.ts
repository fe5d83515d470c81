import { refOf } from '../../domain/actor.ts';
import { keyOf, MOST } from '../../domain/case.ts';
import { INTEL, type IntelVendor } from '../../domain/intel/vendors.ts';
import { lockCase } from '../cases/fetch.ts';
import { changedFields, saveCase, touchCase } from '../cases/save.ts';
import { flagOrders } from '../injections/flag-orders.ts';
import { authorize, type Ctx, emit, transact, writeTimeline } from '../kernel/index.ts';
import { readDetails } from './read-details.ts';

export interface AddDetailsInput {
  vendor: IntelVendor;
  key: string;
  /** The vendor's ids of the alerts whose details are on the case from now on. */
  ids: readonly string[];
  /** Of these, what is new to us, or has changed. */
  changed: readonly string[];
}

/** Says on a case that the details of its alerts are known, and adds their techniques. Nothing where nothing has changed. */
export async function addDetails({ ctx, input }: { ctx: Ctx; input: AddDetailsInput }): Promise<{ added: number }> {
  authorize(ctx.actor, 'case.update');
  const { vendor, key, ids, changed } = input;
  const { system } = INTEL[vendor];
  const rows = await readDetails({ ctx, input: { vendor, ids } });
  return transact(ctx, 'intel.add-details', async (tx) => {
    const before = await lockCase(tx, key, 'case.update');
    const named = rows.flatMap(({ details }) => details.techniques.map(({ id }) => id));
    const techniques = [...new Set([...before.techniques, ...named])].slice(0, MOST.techniques);
    const { after, diff } = await saveCase(tx, before, { techniques }, 'case.add_facts');
    const fields = Object.keys(diff);
    if (changed.length === 0 && fields.length === 0) return { added: 0 };
    await touchCase(tx, after);
    await writeTimeline(tx, {
      caseId: before.id,
      kind: 'updated',
      summary:
        changed.length === 1
          ? `Added the details of an alert from ${system}`
          : `Added the details of ${changed.length} alerts from ${system}`,
      detail: { ...changedFields(diff, after), alerts: changed.slice(0, 50), total: changed.length },
    });
    const said = { key: keyOf(before.number), previous: {}, current: { changed: fields }, actor: refOf(tx.actor) };
    await emit(tx, 'case/updated', said, { caseId: before.id });
    const texts = rows.map(({ vendorId, details }) => ({ field: 'details', id: vendorId, text: details }) as const);
    await flagOrders(tx, before.id, texts);
    return { added: changed.length };
  });
}
