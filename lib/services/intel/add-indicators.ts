import { eq, sql } from 'drizzle-orm';
import { caseObservables, type ObservableOrigin, observables } from '../../db/schema/index.ts';
import { isIndicator } from '../../domain/enrichment/sources.ts';
import { leftOutOf } from '../../domain/intel/alert-lists.ts';
import { type FoundIndicator, indicatorsOf } from '../../domain/intel/indicators.ts';
import type { IntelVendor } from '../../domain/intel/vendors.ts';
import { detect, identityOf, isPrivateOrReserved } from '../../domain/observables/index.ts';
import type { ObservableRole, ObservableType } from '../../domain/observables/types.ts';
import { lockCase } from '../cases/fetch.ts';
import { flagOrders } from '../injections/flag-orders.ts';
import { textsOfObservables } from '../injections/texts.ts';
import { authorize, type Ctx, type TxCtx, transact } from '../kernel/index.ts';
import { linkObservables } from '../observables/link.ts';
import { askedBefore } from './asked-before.ts';
import { readDetails } from './read-details.ts';

export interface AddIndicatorsInput {
  vendor: IntelVendor;
  key: string;
  /** The vendor's ids of the alerts whose details name them. */
  ids: readonly string[];
  /** So many are asked about at the most. */
  most: number;
}

export interface IndicatorsAdded {
  found: number;
  /** New on the case. */
  added: number;
  /** On the case already. */
  known: number;
  /** Ours or private: kept, and nobody is asked. */
  assets: number;
  /** Ids of the observables that the sources are to be asked about: those that nobody was asked about first, of these the implicated ones. */
  askAbout: string[];
  /** How many more there are that nobody was asked about: the next run takes them first. */
  unasked: number;
  /** Found and not on the case: a run adds no more. The next one that reads these alerts adds them first. */
  notAdded: number;
  /** Entries of the alerts' lists that are too many to be kept. */
  leftOut: number;
}

/** A case takes no more at once. */
const MOST_ADDED = 5_000;

/**
 * Compares what the details of a case's alerts name with the case's observables, adds what it does not have, and says what is worth asking about: of these
 * alerts, and what earlier runs have added and nobody was asked about.
 */
export async function addIndicators({
  ctx,
  input: { vendor, key, ids, most },
}: {
  ctx: Ctx;
  input: AddIndicatorsInput;
}): Promise<IndicatorsAdded> {
  authorize(ctx.actor, 'observable.enrich');
  const rows = await readDetails({ ctx, input: { vendor, ids } });
  const found = foundIn(rows);
  return transact(ctx, 'intel.add-indicators', async (tx) => {
    const to = await lockCase(tx, key, 'case.observe');
    const origin = `${vendor}-api`;
    const before = new Set((await onCase(tx, to.id)).filter(comesFrom(origin)).map(keyOfOne));
    const { now, later } = portion(found, before);
    const candidates = now.map(({ type, value, role }) => ({ type, value, role, origins: [{ path: origin }] }));
    const { added, existing } = await linkObservables(tx, to, candidates);
    await flagOrders(tx, to.id, textsOfObservables(added));
    const worth = await worthAsking(tx, to.id, { vendor, origin, found: now });
    return {
      ...{ found: found.length, added: added.length, known: existing },
      assets: found.filter(({ asset }) => asset).length,
      askAbout: worth.slice(0, most).map(({ id }) => id),
      unasked: worth.slice(most).filter(({ askedAt }) => askedAt === null).length,
      ...{ notAdded: later, leftOut: rows.reduce((sum, { details }) => sum + leftOutOf(details.leftOut), 0) },
    };
  });
}

function foundIn(rows: Awaited<ReturnType<typeof readDetails>>): FoundIndicator[] {
  const all = new Map<string, FoundIndicator>();
  for (const { details, commands } of rows)
    for (const one of indicatorsOf(details, commands)) {
      const name = keyOfOne(one);
      const known = all.get(name);
      if (!known || (one.asset && !known.asset) || (!known.asset && one.role === 'implicated')) all.set(name, one);
    }
  return [...all.values()];
}

/** What a case takes now: what an earlier run has not added first, of this the implicated ones; and how many of those it has to leave. */
function portion(
  found: readonly FoundIndicator[],
  before: ReadonlySet<string>,
): { now: FoundIndicator[]; later: number } {
  const isNew = (one: FoundIndicator) => !before.has(keyOfOne(one));
  const ordered = found.toSorted((a, b) => Number(isNew(b)) - Number(isNew(a)) || byRole(a, b));
  return { now: ordered.slice(0, MOST_ADDED), later: ordered.slice(MOST_ADDED).filter(isNew).length };
}

const keyOfOne = ({ type, value }: Pick<FoundIndicator, 'type' | 'value'>) => `${type} ${identityOf(type, value)}`;
const byRole = (a: Pick<FoundIndicator, 'role'>, b: Pick<FoundIndicator, 'role'>) =>
  Number(b.role === 'implicated') - Number(a.role === 'implicated');

interface OnCase {
  id: string;
  type: ObservableType;
  value: string;
  role: ObservableRole;
  allowListed: boolean;
  origins: ObservableOrigin[];
}

const onCase = ({ tx }: TxCtx, caseId: string): Promise<OnCase[]> =>
  tx
    .select({
      ...{ id: observables.id, type: observables.type, value: observables.value, allowListed: observables.allowListed },
      ...{ role: caseObservables.role, origins: caseObservables.origins },
    })
    .from(caseObservables)
    .innerJoin(observables, eq(observables.id, caseObservables.observableId))
    .where(eq(caseObservables.caseId, caseId))
    .orderBy(caseObservables.firstSeen, observables.id);

const comesFrom =
  (path: string) =>
  ({ origins }: OnCase): boolean =>
    origins.some((origin) => origin.path === path);

/**
 * What on the case the sources may be asked about, in the order in which they are to be. What was marked as our own since is left out, as is what it
 * happened to.
 */
async function worthAsking(
  tx: TxCtx,
  caseId: string,
  { vendor, origin, found }: { vendor: IntelVendor; origin: string; found: readonly FoundIndicator[] },
): Promise<{ id: string; askedAt: string | null }[]> {
  const byName = new Map(found.map((one) => [keyOfOne(one), one]));
  const comesFromHere = comesFrom(origin);
  const assets = await ownAddresses(tx, caseId, vendor);
  const may = (await onCase(tx, caseId)).filter((one) => {
    if (one.allowListed || !isIndicator(one.type) || !ASKED_ABOUT.includes(one.role)) return false;
    const known = byName.get(keyOfOne(one));
    if (known) return !known.asset;
    return comesFromHere(one) && !assets.has(one.value) && !isPrivateOrReserved(one.type, one.value);
  });
  const askedAt = await askedBefore(tx, { vendor, caseId, observableIds: may.map(({ id }) => id) });
  return may
    .map((one) => ({
      id: one.id,
      role: one.role,
      now: byName.has(keyOfOne(one)),
      askedAt: askedAt.get(one.id) ?? null,
    }))
    .filter((one) => one.now || one.askedAt === null)
    .toSorted((a, b) => compare(a.askedAt ?? '', b.askedAt ?? '') || byRole(a, b));
}

const ASKED_ABOUT: readonly ObservableRole[] = ['implicated', 'related'];
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The addresses of the hosts that the case's alerts are about, by which the world knows them. */
async function ownAddresses({ tx }: TxCtx, caseId: string, vendor: IntelVendor): Promise<Set<string>> {
  const { rows } = await tx.execute<{ address: string }>(sql`
    select distinct known.details #>> '{host,externalAddress}' as address
    from case_events event join alert_details known on known.vendor = event.vendor and known.vendor_id = event.vendor_id
    where event.case_id = ${caseId}::uuid and event.vendor = ${vendor} and known.details #>> '{host,externalAddress}' <> ''`);
  return new Set(rows.flatMap(({ address }) => detect(address)?.value ?? []));
}
