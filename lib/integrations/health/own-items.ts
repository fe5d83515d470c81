import type { HealthItem } from '../../domain/views/health.ts';
import { type CaseOfItem, casesOf, objectKeyOf } from '../../services/health/cases-of.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import type { FalconItem, ItemRef } from './read-falcon.ts';

export interface Unowned {
  refs: ItemRef[];
  /** Somebody here has their case. */
  ownedHere: number;
}

const HOUR_MS = 3_600_000;

/** Leaves out what somebody here has, and what not everybody may see. */
export async function leaveOutOwned({
  ctx,
  input: { refs },
}: {
  ctx: Ctx;
  input: { refs: readonly ItemRef[] };
}): Promise<Unowned> {
  const known = await casesOf({ ctx, input: { objectKeys: refs.map(objectKeyOf) } });
  const seen = refs.filter((ref) => isForAll(known.get(objectKeyOf(ref))));
  const unowned = seen.filter((ref) => known.get(objectKeyOf(ref))?.owned !== true);
  return { refs: unowned, ownedHere: seen.length - unowned.length };
}

/** What the report says of each, as its case stands now. What not everybody may see by now is left out. */
export async function describeItems({
  ctx,
  input: { items },
}: {
  ctx: Ctx;
  input: { items: readonly FalconItem[] };
}): Promise<HealthItem[]> {
  const known = await casesOf({ ctx, input: { objectKeys: items.map(objectKeyOf) } });
  return items.flatMap(({ assigned: _, ...item }) => {
    const home = known.get(objectKeyOf(item));
    if (!isForAll(home)) return [];
    const age = item.createdAt ? ctx.now.getTime() - Date.parse(item.createdAt) : 0;
    const ageHours = Math.max(0, age) / HOUR_MS;
    return [{ ...item, ageHours, caseKey: home?.key ?? null, red: home?.red ?? false }];
  });
}

/** A report is read by everybody: a case that not everybody may see is kept from it as if it were not there. */
const isForAll = (home: CaseOfItem | undefined) => home?.forAll !== false;
