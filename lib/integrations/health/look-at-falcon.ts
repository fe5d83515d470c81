import type { FalconSession } from '../../connectors/crowdstrike.ts';
import type { HealthSnapshot } from '../../domain/views/health.ts';
import { casesOf, objectKeyOf } from '../../services/health/cases-of.ts';
import { roomForTimers } from '../../services/health/room-for-timers.ts';
import { untimed } from '../../services/health/untimed.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import { countOpen, type ItemRef, idsOf, listUnassigned, type Wanted } from './read-falcon.ts';
import { type Targets, timedSeverities } from './time-items.ts';

export interface Looked {
  /** What there is in these states and severities; `more`: not all that has to be timed is named. */
  looked: HealthSnapshot['looked'];
  /** What nobody has at Falcon, has no timer yet and may have one, the newest first. */
  refs: ItemRef[];
  /** What can have none: its case has ended here or is full, or it has none and is to get none. */
  left: number;
}

/**
 * Counts what is open at Falcon and names what is still to be timed. What has its timer, or can have none, is not named again, so that however much there
 * is, each check comes to what the one before it had no room for. Throws ConnectorError.
 */
export async function lookAtFalcon(
  ctx: Ctx,
  session: FalconSession,
  { targets, most, openCases, ...wanted }: Wanted & { targets: Targets; most: number; openCases: boolean },
): Promise<Looked> {
  const counts = await countOpen(session, wanted);
  const severities = timedSeverities(wanted.severities, targets);
  if (severities.length === 0) return { looked: { ...counts, more: false }, refs: [], left: 0 };
  const { refs, more } = await listUnassigned(session, { ...wanted, severities });
  const ids = new Set(await untimed({ ctx, input: { ids: refs.map(({ id }) => id) } }));
  const open = refs.filter(({ id }) => ids.has(id));
  const due = await thoseThatMay(ctx, open, openCases);
  const some = (['detection', 'incident'] as const).flatMap((kind) =>
    idsOf(due, kind)
      .slice(0, most)
      .map((id) => ({ kind, id })),
  );
  return { looked: { ...counts, more: more || some.length < due.length }, refs: some, left: open.length - due.length };
}

/** Those that a timer can be started for: their case is open and has a place for it, or they have none and get one. */
async function thoseThatMay(ctx: Ctx, refs: readonly ItemRef[], openCases: boolean): Promise<ItemRef[]> {
  const known = await casesOf({ ctx, input: { objectKeys: refs.map(objectKeyOf) } });
  const room = await roomForTimers({ ctx, input: { caseIds: [...known.values()].map(({ id }) => id) } });
  return refs.filter((ref) => {
    const home = known.get(objectKeyOf(ref));
    if (!home) return openCases;
    const left = room.get(home.id)!;
    if (!home.open || left === 0) return false;
    room.set(home.id, left - 1);
    return true;
  });
}
