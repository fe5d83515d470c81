import type { HealthParameters } from '../../domain/health/parameters.ts';
import type { Severity } from '../../domain/severity.ts';
import { type CaseOfItem, casesOf, objectKeyOf } from '../../services/health/cases-of.ts';
import { startHealthTimer } from '../../services/health/start-timer.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import type { FalconItem, ItemRef } from './read-falcon.ts';

export interface Timed {
  /** Timers that began now. */
  started: number;
  /** What could have no timer: its case has ended, or is full, or it has none. */
  left: number;
}

/** A target by severity, in minutes; 0: no timer. */
export type Targets = Pick<HealthParameters, `${Severity}Minutes`>;

/** Those of the severities that have a target. */
export const timedSeverities = (severities: readonly Severity[], targets: Targets): Severity[] =>
  severities.filter((severity) => targets[`${severity}Minutes`] > 0);

/** Those that lead to no case of ours, open or ended. */
export async function withoutCase(ctx: Ctx, refs: readonly ItemRef[]): Promise<ItemRef[]> {
  const known = await casesOf({ ctx, input: { objectKeys: refs.map(objectKeyOf) } });
  return refs.filter((ref) => !known.has(objectKeyOf(ref)));
}

/** Starts the timer of each of these on its case, from when it was created at Falcon, where its severity has a target. None is started twice. */
export async function timeItems({
  ctx,
  input: { items, targets },
}: {
  ctx: Ctx;
  input: { items: readonly FalconItem[]; targets: Targets };
}): Promise<Timed> {
  const due = items.filter(({ createdAt, severity }) => createdAt !== null && targets[`${severity}Minutes`] > 0);
  const known = await casesOf({ ctx, input: { objectKeys: due.map(objectKeyOf) } });
  const timed: Timed = { started: 0, left: 0 };
  for (const item of due) {
    const home = known.get(objectKeyOf(item));
    if (!home?.open) timed.left += 1;
    else await startOn(ctx, timed, item, home, targets);
  }
  return timed;
}

async function startOn(ctx: Ctx, timed: Timed, item: FalconItem, home: CaseOfItem, targets: Targets): Promise<void> {
  const { id, title, severity, createdAt } = item;
  const targetSeconds = targets[`${severity}Minutes`] * 60;
  const input = { ...{ id, title, severity, targetSeconds }, key: home.key, caseId: home.id, createdAt: createdAt! };
  const { started, refused } = await startHealthTimer({ ctx, input });
  if (started) timed.started += 1;
  if (refused) timed.left += 1;
}
