import type { FalconSession } from '../../connectors/crowdstrike.ts';
import type { HealthSnapshot } from '../../domain/views/health.ts';
import { untimed } from '../../services/health/untimed.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import { countOpen, type ItemRef, idsOf, listUnassigned, type Wanted } from './read-falcon.ts';
import { type Targets, timedSeverities } from './time-items.ts';

export interface Looked {
  /** What there is in these states and severities; `more`: not all that has to be timed is named. */
  looked: HealthSnapshot['looked'];
  /** What nobody has at Falcon and has no timer yet, the newest first. */
  refs: ItemRef[];
}

/**
 * Counts what is open at Falcon and names what is still to be timed. What has its timer is not named again, so that however much there is, each check
 * comes to what the one before it had no room for. Throws ConnectorError.
 */
export async function lookAtFalcon(
  ctx: Ctx,
  session: FalconSession,
  { targets, ...wanted }: Wanted & { targets: Targets },
): Promise<Looked> {
  const counts = await countOpen(session, wanted);
  const severities = timedSeverities(wanted.severities, targets);
  if (severities.length === 0) return { looked: { ...counts, more: false }, refs: [] };
  const { refs, more } = await listUnassigned(session, { ...wanted, severities });
  const left = new Set(await untimed({ ctx, input: { ids: refs.map(({ id }) => id) } }));
  const due = refs.filter(({ id }) => left.has(id));
  const some = (['detection', 'incident'] as const).flatMap((kind) =>
    idsOf(due, kind)
      .slice(0, wanted.most)
      .map((id) => ({ kind, id })),
  );
  return { looked: { ...counts, more: more || some.length < due.length }, refs: some };
}
