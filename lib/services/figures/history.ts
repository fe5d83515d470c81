import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { members, timeline } from '../../db/schema/index.ts';
import type { ActorKind } from '../../domain/actor.ts';
import type { ResolutionVerdict, Stage } from '../../domain/case-state.ts';
import type { FigureChange } from '../../domain/figures/milestone.ts';

/** The kinds of entries that figures depend on. */
export const FIGURE_KINDS = ['assigned', 'acknowledged', 'phase', 'state', 'merged'] as const;

interface Facts {
  from: string | null;
  to: string | null;
  fromStage: Stage;
  toStage: Stage;
  verdict: ResolutionVerdict | null;
  /** The merge that wrote it. */
  merge?: string | null;
  /** Of a survivor's `merged` entry: when it began itself, and when what was merged into it did. ISO 8601. */
  startedFrom?: string | null;
  sourceStart?: string | null;
}

/** A timeline entry as the figures read it. */
export interface FigureEntry {
  at: Date;
  kind: string;
  actorKind: ActorKind;
  facts: Facts;
}

const FACTS = sql<Facts>`jsonb_build_object(
  'from', ${timeline.detail} -> 'from', 'to', ${timeline.detail} -> 'to', 'verdict', ${timeline.detail} -> 'verdict',
  'fromStage', ${timeline.detail} -> 'fromStage', 'toStage', ${timeline.detail} -> 'toStage', 'merge', ${timeline.detail} -> 'merge',
  'startedFrom', ${timeline.detail} -> 'startedFrom', 'sourceStart', ${timeline.detail} -> 'sourceStart')`;

/** What the timelines of some cases mean to the figures, oldest first, in two queries whatever their number. */
export async function figureChangesOf(db: Db | Tx, caseIds: readonly string[]): Promise<Map<string, FigureChange[]>> {
  if (caseIds.length === 0) return new Map();
  const scouts = await db.select({ id: members.id }).from(members).where(eq(members.kind, 'ai'));
  const entries = await db
    .select({
      caseId: timeline.caseId,
      at: timeline.at,
      kind: timeline.kind,
      actorKind: timeline.actorKind,
      facts: FACTS,
    })
    .from(timeline)
    .where(
      and(
        inArray(timeline.caseId, [...caseIds]),
        inArray(timeline.kind, [...FIGURE_KINDS]),
        // A bulk change or a merge that was taken back never was.
        sql`not ${timeline.detail} ? 'undoneBy'`,
      ),
    )
    .orderBy(asc(timeline.seq));
  const isScout = new Set(scouts.map(({ id }) => id));
  const changes = new Map<string, FigureChange[]>(caseIds.map((id) => [id, []]));
  for (const { caseId, ...entry } of entries) changes.get(caseId)!.push(...changeOf(entry, isScout));
  return changes;
}

/** What one entry of {@link FIGURE_KINDS} means to the figures. */
export function changeOf({ at, kind, actorKind, facts }: FigureEntry, isScout: ReadonlySet<string>): FigureChange[] {
  const byProgram = actorKind === 'automation' || actorKind === 'ai' || actorKind === 'vendor';
  switch (kind) {
    case 'assigned':
      return [{ at, kind: 'owner', to: facts.to === null ? 'nobody' : isScout.has(facts.to) ? 'scout' : 'person' }];
    case 'acknowledged':
      return byProgram ? [] : [{ at, kind: 'acknowledged' }];
    case 'phase':
      return [{ at, kind: 'phase', from: facts.from }];
    case 'merged': {
      const { startedFrom, sourceStart } = facts;
      return startedFrom && sourceStart
        ? [{ at, kind: 'start', from: new Date(startedFrom), to: new Date(sourceStart) }]
        : [];
    }
    default: {
      // Out of hold a program moves a case only where an event of a vendor came: the clock is the system, and Scout waits with others.
      const byVendor = actorKind === 'automation' || actorKind === 'vendor';
      const { fromStage: from, toStage: to, verdict, merge } = facts;
      return [{ at, kind: 'stage', from, to, byVendor, verdict, ...(merge ? { merged: true } : {}) }];
    }
  }
}
