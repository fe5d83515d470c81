import { and, eq, inArray, isNull, ne } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { type Case, caseObservables, cases, observables, stores } from '../../db/schema/index.ts';
import { refOf } from '../../domain/actor.ts';
import { keyOf } from '../../domain/case.ts';
import type { ObservableRole, ObservableType } from '../../domain/observables/types.ts';
import { placeOf, rangesOf, type StoreMatch } from '../../domain/store.ts';
import { changedFields, saveCase } from '../cases/save.ts';
import { refreshLeadTimer } from '../cases/timers.ts';
import { emit, remembered, type TxCtx, writeTimeline } from '../kernel/index.ts';

interface Brought {
  type: ObservableType;
  value: string;
  role: ObservableRole;
}

const ADDRESSES: readonly ObservableType[] = ['ipv4', 'ipv6'];

/**
 * Gives a case that has no store the one whose range holds an address of it, and says on the timeline why. `brought` are observables that were
 * just put on the case; where one of them is in a range, all of its addresses count. What somebody has set, or emptied, stays.
 */
export async function placeCase(ctx: TxCtx, of: Case, brought: readonly Brought[]): Promise<void> {
  if (!(await mayPlace(ctx, of, brought))) return;
  const matches = await remembered(ctx, 'stores', loadRanges);
  const [now] = await ctx.tx.select().from(cases).where(eq(cases.id, of.id));
  if (now!.store !== null || Object.hasOwn(now!.fieldVersions, 'store')) return;
  const place = placeOf((await addressesOf(ctx, of)).flatMap(matches));
  if (place) await setStore(ctx, now!, place);
}

/** Whether the case has no store and one of these is in the range of one. */
export async function mayPlace(ctx: TxCtx, of: Pick<Case, 'store'>, brought: readonly Brought[]): Promise<boolean> {
  if (of.store !== null) return false;
  // What is mere context says nothing of where it happened.
  const addresses = brought.filter(({ type, role }) => ADDRESSES.includes(type) && role !== 'related');
  if (addresses.length === 0) return false;
  const matches = await remembered(ctx, 'stores', loadRanges);
  return addresses.some(({ value }) => matches(value).length > 0);
}

const loadRanges = async (tx: Tx) =>
  rangesOf(
    await tx
      .select({ key: stores.key, name: stores.name, networks: stores.networks })
      .from(stores)
      .where(isNull(stores.retiredAt)),
  );

async function addressesOf(ctx: TxCtx, { id }: Case): Promise<string[]> {
  const rows = await ctx.tx
    .select({ value: observables.value })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(
      and(
        eq(caseObservables.caseId, id),
        ne(caseObservables.role, 'related'),
        inArray(observables.type, [...ADDRESSES]),
      ),
    )
    .orderBy(observables.value);
  return rows.map(({ value }) => value);
}

async function setStore(ctx: TxCtx, of: Case, { store, name, address, network }: StoreMatch): Promise<void> {
  const { after, diff } = await saveCase(ctx, of, { store }, 'case.place');
  await writeTimeline(ctx, {
    caseId: of.id,
    kind: 'updated',
    summary: `Set the store to ${name}, because ${address} is in its network ${network}`,
    detail: { ...changedFields(diff, after), because: { address, network } },
  });
  const said = { previous: { store: null }, current: { store }, actor: refOf(ctx.actor) };
  await emit(ctx, 'case/updated', { key: keyOf(of.number), ...said }, { caseId: of.id });
  await refreshLeadTimer(ctx, of.id);
}
