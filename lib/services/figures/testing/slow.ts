import { eq } from 'drizzle-orm';
import type { Db } from '../../../db/client.ts';
import { type Case, cases, type TimelineEntry, timeline } from '../../../db/schema/index.ts';
import type { Actor } from '../../../domain/actor.ts';
import { isOpen, type Stage } from '../../../domain/case-state.ts';
import type { FigureId } from '../../../domain/figures/catalogue.ts';
import type { Work } from '../../../domain/figures/milestone.ts';
import { accessToCase } from '../../../domain/permissions.ts';
import type { Timer } from '../../../domain/sla/index.ts';
import { timersOf } from '../../cases/timers.ts';
import { relationTo } from '../../kernel/index.ts';

/** Something that happened on a case. */
interface Happening {
  at: number;
  what: string;
  work: Work | null;
  outcome: string | null;
  seconds: number | null;
}

/** A case with all that happened on it: the figures computed the slow way, which shares nothing with the fast one but the timers. */
export interface Slow {
  row: Case;
  happenings: Happening[];
  timers: Timer[];
}

export async function slowly(db: Db, scoutId: string, now: Date): Promise<Slow[]> {
  const rows = await db.select().from(cases);
  const timers = await timersOf(db, rows, now);
  return Promise.all(
    rows.map(async (row) => {
      const entries = await db.select().from(timeline).where(eq(timeline.caseId, row.id)).orderBy(timeline.seq);
      const own = timers.get(row.id) ?? [];
      return { row, timers: own, happenings: happeningsOf(row, entries, own, scoutId) };
    }),
  );
}

function happeningsOf(row: Case, all: TimelineEntry[], timers: Timer[], scoutId: string): Happening[] {
  // What was taken back never was.
  const entries = all.filter(({ detail }) => !('undoneBy' in detail));
  const merges = entries.filter(({ kind, detail }) => kind === 'merged' && 'sourceStart' in detail);
  const own = merges[0] ? Date.parse(String(merges[0].detail.startedFrom)) : row.startedAt.getTime();
  /** When the case began, as far as was known before an entry. */
  const startBefore = (entry: TimelineEntry) =>
    Math.min(
      own,
      ...merges.filter(({ seq }) => seq < entry.seq).map((one) => Date.parse(String(one.detail.sourceStart))),
    );
  const found: Happening[] = [];
  const add = (at: number, what: string, work: Work | null, outcome: string | null, since: number) =>
    found.push({ at, what, work, outcome, seconds: Math.round((at - since) / 1000) });
  add(row.createdAt.getTime(), 'opened', null, null, own);
  const seenBy = entries.find((entry) => entry.kind === 'acknowledged' && entry.actorKind === 'user');
  const seen = seenBy?.at.getTime();
  const workAt = (at: number): Work => (seen !== undefined && seen <= at ? 'people' : 'automated');
  if (seenBy && seen !== undefined) add(seen, 'acknowledged', 'people', null, startBefore(seenBy));
  let reopened: number | null = null;
  let ended: Work = 'people';
  for (const entry of entries.filter(({ kind }) => kind === 'state')) {
    const { fromStage, toStage, verdict } = entry.detail as { fromStage: Stage; toStage: Stage; verdict: string };
    const at = entry.at.getTime();
    if (isOpen(fromStage) && !isOpen(toStage)) {
      if ('merge' in entry.detail) {
        add(at, 'merged', null, null, at);
        continue;
      }
      ended = workAt(at);
      add(at, 'resolved', ended, verdict, reopened ?? startBefore(entry));
    } else if (!isOpen(fromStage) && isOpen(toStage)) {
      add(at, 'reopened', ended, null, at);
      reopened = at;
    }
  }
  for (const timer of timers) {
    const at = (timer.breachedAt ?? timer.completedAt)?.getTime();
    if (at === undefined || (!timer.breachedAt && timer.status !== 'met')) continue;
    const owner = entries.findLast(({ kind, at: when }) => kind === 'assigned' && when.getTime() <= at);
    const work = timer.breachedAt && owner?.detail.to !== scoutId ? 'people' : workAt(at);
    add(at, timer.metric, work, timer.breachedAt ? 'breached' : 'met', timer.startedAt.getTime());
  }
  return found;
}

const WHAT: Partial<Record<FigureId, [what: string, outcome?: string]>> = {
  opened: ['opened'],
  acknowledged: ['acknowledged'],
  resolved: ['resolved'],
  false_positives: ['resolved', 'false_positive'],
  reopened: ['reopened'],
  acknowledge_decided: ['acknowledge'],
  acknowledge_met: ['acknowledge', 'met'],
  acknowledge_breached: ['acknowledge', 'breached'],
  resolve_decided: ['resolve'],
  resolve_met: ['resolve', 'met'],
  resolve_breached: ['resolve', 'breached'],
};

export interface Asked {
  figure: FigureId;
  work?: Work | undefined;
  from: Date;
  to: Date;
  now: Date;
}

interface Counted {
  row: Case;
  last: Happening | undefined;
}

/** The cases that a figure counts, each with the happening that it counts by. */
export function slowFigure(all: readonly Slow[], asked: Asked): Counted[] {
  return all.flatMap((one): Counted[] => {
    if (!WHAT[asked.figure]) return countsNow(one, asked) ? [{ row: one.row, last: undefined }] : [];
    const last = lastOf(one, asked);
    return last ? [{ row: one.row, last }] : [];
  });
}

function lastOf({ happenings }: Slow, { figure, work, from, to }: Asked): Happening | undefined {
  const [kind, outcome] = WHAT[figure]!;
  const last = happenings
    .filter(({ what, at }) => what === kind && at >= from.getTime() && at < to.getTime())
    .sort((a, b) => a.at - b.at)
    .at(-1);
  return last && (!outcome || last.outcome === outcome) && (!work || last.work === work) ? last : undefined;
}

function countsNow({ row, timers }: Slow, { figure, now }: Asked): boolean {
  if (!isOpen(row.stage)) return false;
  const lead = timers.find((timer) => timer.lead && timer.dueAt);
  const left = lead ? lead.dueAt!.getTime() - now.getTime() : Number.POSITIVE_INFINITY;
  switch (figure) {
    case 'open':
      return true;
    case 'unassigned':
      return row.assigneeId === null;
    case 'breached':
      return left <= 0;
    case 'due_next':
      return left > 0 && left <= 2 * 3600 * 1000;
    case 'at_risk':
      return left > 0 && lead !== undefined && lead.atRiskAt! <= now;
    default:
      return false;
  }
}

/** How many were open at a moment. */
export function slowBacklog(all: readonly Slow[], moment: Date): number {
  return all.filter(({ happenings }) => {
    const until = happenings.filter(({ at, what }) => at < moment.getTime() && /opened|resolved|merged/.test(what));
    const last = until.sort((a, b) => a.at - b.at).at(-1);
    return last !== undefined && last.what !== 'resolved' && last.what !== 'merged';
  }).length;
}

/** Whether a reader may see a case at all. */
export const maySee = (actor: Actor, row: Case): boolean =>
  (actor.kind !== 'user' && actor.kind !== 'api_key') || accessToCase(actor.role, 'case.read', relationTo(actor, row));
