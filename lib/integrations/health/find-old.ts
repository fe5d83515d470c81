import type { FalconSession } from '../../connectors/crowdstrike.ts';
import { bySeverityOf, namedIn } from '../../domain/health/findings.ts';
import type { HealthParameters } from '../../domain/health/parameters.ts';
import type { OfSeverity } from '../../domain/views/health.ts';
import { lastCheck } from '../../services/health/last-check.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import { leaveOutSeenTo, type SeenTo } from './own-items.ts';
import { type ItemRef, type Listed, listOld, readSettled } from './read-falcon.ts';

export interface FoundOld {
  /** What nobody has, there or here, and is to be read: of each kind the first `most`, the most severe first, of those the oldest. */
  refs: Listed[];
  /** The others, counted. */
  unread: OfSeverity[];
  ownedHere: number;
  /** Open at Falcon, while their case has ended here. */
  endedHere: number;
  /** There are more than Falcon lists. */
  more: boolean;
  /** Ids that the check before named and that have somebody by now, or are over. */
  gone: string[];
}

type Limits = Pick<HealthParameters, 'states' | 'severities' | 'detectionHours' | 'incidentDays' | 'most'>;

const HOUR_MS = 3_600_000;

/**
 * What nobody has for too long. It is told apart by ids, which are cheap, so that what is seen to here takes no place from what is not, however
 * much of it Falcon still shows as open. Throws ConnectorError.
 */
export async function findOld(
  ctx: Ctx,
  session: FalconSession,
  { detectionHours, incidentDays, most, ...wanted }: Limits,
): Promise<FoundOld> {
  const ago = (hours: number) => new Date(ctx.now.getTime() - hours * HOUR_MS);
  const before = { detection: ago(detectionHours), incident: ago(incidentDays * 24) };
  const listed = await listOld(session, wanted, before);
  const { left, ...seenTo } = await leaveOutSeenTo(ctx, listed.refs);
  const refs = (['detection', 'incident'] as const).flatMap((kind) =>
    left.filter((ref) => ref.kind === kind).slice(0, most),
  );
  const read = new Set(refs);
  const unread = left.filter((ref) => !read.has(ref)).map(({ severity }) => ({ severity, count: 1 }));
  return {
    ...{ refs, unread: bySeverityOf(unread), more: listed.more },
    ...{ ownedHere: seenTo.owned.length, endedHere: seenTo.ended.length },
    gone: await goneSince(ctx, session, { listed: listed.refs, seenTo }),
  };
}

/** Of what the check before named: what is not listed any more may be so by other settings alone, and is asked for. */
async function goneSince(
  ctx: Ctx,
  session: FalconSession,
  { listed, seenTo }: { listed: readonly ItemRef[]; seenTo: SeenTo },
): Promise<string[]> {
  const before = await lastCheck({ ctx });
  const named = before ? namedIn(before) : [];
  const here = new Set([...seenTo.owned, ...seenTo.ended]);
  const there = new Set(listed.map(({ id }) => id));
  const absent = named.filter(({ id }) => !there.has(id));
  return [
    ...named.filter(({ id }) => here.has(id)).map(({ id }) => id),
    ...(await readSettled(session, absent)),
    ...(await seenToAmong(ctx, absent)),
  ];
}

/** What somebody here sees to of what Falcon does not list. */
async function seenToAmong(ctx: Ctx, refs: readonly ItemRef[]): Promise<string[]> {
  const { owned, ended } = await leaveOutSeenTo(ctx, refs);
  return [...owned, ...ended];
}
