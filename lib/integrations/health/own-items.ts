import type { HealthItem } from '../../domain/views/health.ts';
import { type CaseOfItem, casesOf, objectKeyOf } from '../../services/health/cases-of.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import type { FalconItem, ItemRef } from './read-falcon.ts';

/** Ids of what somebody here sees to. */
export interface SeenTo {
  /** Somebody here has their case. */
  owned: string[];
  /** Their case has ended here. */
  ended: string[];
}

const HOUR_MS = 3_600_000;

/** Leaves out what somebody here has or has ended, and what not everybody may see. */
export async function leaveOutSeenTo<T extends ItemRef>(ctx: Ctx, refs: readonly T[]): Promise<SeenTo & { left: T[] }> {
  const { left, ...seenTo } = await apart(ctx, refs);
  return { ...seenTo, left: left.map(({ ref }) => ref) };
}

/** What the report says of each, as its case stands now. What somebody has seen to by now, or not everybody may see, is left out. */
export async function describeItems(ctx: Ctx, items: readonly FalconItem[]): Promise<SeenTo & { items: HealthItem[] }> {
  const { left, ...seenTo } = await apart(ctx, items);
  return { ...seenTo, items: left.map(({ ref, home }) => described(ref, home, ctx.now)) };
}

async function apart<T extends ItemRef>(ctx: Ctx, refs: readonly T[]) {
  const known = await casesOf({ ctx, input: { objectKeys: refs.map(objectKeyOf) } });
  const left: { ref: T; home: CaseOfItem | undefined }[] = [];
  const seenTo: SeenTo = { owned: [], ended: [] };
  for (const ref of refs) {
    const home = known.get(objectKeyOf(ref));
    // A report is read by everybody: a case that not everybody may see is kept from it as if it were not there.
    if (home?.forAll === false) continue;
    if (home?.owned) seenTo.owned.push(ref.id);
    else if (home?.open === false) seenTo.ended.push(ref.id);
    else left.push({ ref, home });
  }
  return { ...seenTo, left };
}

function described({ assigned: _, ...item }: FalconItem, home: CaseOfItem | undefined, now: Date): HealthItem {
  const age = item.createdAt ? now.getTime() - Date.parse(item.createdAt) : 0;
  return { ...item, ageHours: Math.max(0, age) / HOUR_MS, caseKey: home?.key ?? null, red: home?.red ?? false };
}
