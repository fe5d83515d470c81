import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, type TimelineKind, timeline } from '../../db/schema/index.ts';
import type { ActorKind } from '../../domain/actor.ts';
import type { Stage } from '../../domain/case-state.ts';
import type { Severity } from '../../domain/severity.ts';
import type { BreachCode, DoneBy, SlaChange, SlaHistory, TimerChange, TimerCommand } from '../../domain/sla/index.ts';

/** What the rules ask of an entry. An edit's whole detail would hold the old and the new description. */
const FACTS = sql<Facts>`case when ${timeline.kind} in ('timer', 'sla') then ${timeline.detail} else jsonb_build_object(
  'severity', ${timeline.detail} -> 'severity', 'vip', coalesce(${timeline.detail} #> '{fields,vip,to}', ${timeline.detail} -> 'vip'),
  'category', ${timeline.detail} #> '{fields,category}', 'source', ${timeline.detail} #> '{fields,source}',
  'from', ${timeline.detail} -> 'from', 'to', ${timeline.detail} -> 'to',
  'fromStage', ${timeline.detail} -> 'fromStage', 'toStage', ${timeline.detail} -> 'toStage', 'merge', ${timeline.detail} -> 'merge',
  'startedFrom', ${timeline.detail} -> 'startedFrom', 'sourceStart', ${timeline.detail} -> 'sourceStart') end`;

interface Facts {
  severity: Severity;
  vip: boolean | null;
  category: { from: string; to: string } | null;
  source: { from: string; to: string } | null;
  from: Severity;
  to: Severity;
  fromStage: Stage;
  toStage: Stage;
  /** The merge that wrote it. */
  merge: string | null;
  /** Of a survivor's `merged` entry: when it began itself, and when what was merged into it did. ISO 8601. */
  startedFrom: string | null;
  sourceStart: string | null;
}

/** `detail` of an entry of kind `timer`: what somebody made a custom timer do, or where a merge moved it. */
export type TimerDetail = { timer: string } & (
  | { command: 'add'; name: string; targetSeconds: number; startedAt: string }
  | { command: TimerCommand }
  | { command: 'leave'; merge: string }
  /** `changes`: {@link SlaChange}s with moments as ISO 8601. */
  | { command: 'take'; changes: unknown; merge: string }
);

/** `detail` of an entry of kind `sla`: what the clock told of a timer, or why one was broken. */
export type SlaDetail = { timer: string } & (
  | { event: 'at_risk' | 'breached'; dueAt: string }
  | { event: 'reason'; code: BreachCode; text: string | null; merge?: string }
);

/** A timeline entry as the SLA rules read it. */
export interface HistoryEntry {
  caseId: string;
  at: Date;
  kind: TimelineKind;
  facts: Facts;
  actorKind: ActorKind;
}

export type HistoryOf = Pick<Case, 'id' | 'startedAt' | 'category' | 'source'>;

/**
 * What the SLA rules read of each case, from the timelines in one query. A writer who took his clock before he waited for the case did
 * what he did after what he waited for: no entry is earlier than the one before it.
 */
export async function historiesOf(db: Db | Tx, of: readonly HistoryOf[]): Promise<Map<string, SlaHistory>> {
  if (of.length === 0) return new Map();
  const entries: HistoryEntry[] = await db
    .select({
      caseId: timeline.caseId,
      at: timeline.at,
      kind: timeline.kind,
      facts: FACTS,
      actorKind: timeline.actorKind,
    })
    .from(timeline)
    .where(
      and(
        inArray(
          timeline.caseId,
          of.map((one) => one.id),
        ),
        or(
          inArray(timeline.kind, ['created', 'severity', 'state', 'acknowledged', 'timer', 'sla']),
          and(eq(timeline.kind, 'merged'), sql`${timeline.detail} ? 'startedFrom'`),
          and(eq(timeline.kind, 'updated'), sql`${timeline.detail} -> 'fields' ?| array['vip', 'category', 'source']`),
        ),
        // A bulk change or a merge that was taken back never was.
        sql`not ${timeline.detail} ? 'undoneBy'`,
      ),
    )
    .orderBy(asc(timeline.seq));
  const byCase = Map.groupBy(entries, (entry) => entry.caseId);
  return new Map(of.map((one) => [one.id, historyOf(one, byCase.get(one.id) ?? [])]));
}

/** A case's history by its entries of the kinds that {@link historiesOf} reads, oldest first. */
export function historyOf(of: HistoryOf, entries: readonly HistoryEntry[]): SlaHistory {
  let latest = 0;
  const inOrder = entries.map((entry) => {
    latest = Math.max(latest, entry.at.getTime());
    return { ...entry, at: new Date(latest) };
  });
  const startedFrom = entries.find(({ facts }) => facts.startedFrom)?.facts.startedFrom;
  return {
    startedAt: startedFrom ? new Date(startedFrom) : of.startedAt,
    category: firstOf(entries, 'category') ?? of.category,
    source: firstOf(entries, 'source') ?? of.source,
    changes: inOrder.flatMap(changesOf),
  };
}

/** What a field was before its first edit. */
const firstOf = (entries: readonly HistoryEntry[], field: 'category' | 'source') =>
  entries.find(({ kind, facts }) => kind === 'updated' && facts[field])?.facts[field]?.from;

/** What a timeline entry means to the SLA rules: what each verb wrote into `detail`. */
function changesOf({ at, kind, facts, actorKind }: HistoryEntry): SlaChange[] {
  switch (kind) {
    case 'created':
      return [
        { at, kind: 'severity', from: null, to: facts.severity },
        ...(facts.vip ? [{ at, kind: 'vip' as const, to: true }] : []),
      ];
    case 'severity':
      return [{ at, kind: 'severity', from: facts.from, to: facts.to }];
    case 'state':
      if (facts.fromStage === facts.toStage) return [];
      return [
        {
          ...{ at, kind: 'stage', from: facts.fromStage, to: facts.toStage, by: doerOf(actorKind) },
          ...(facts.merge ? { merged: true } : {}),
        },
      ];
    case 'merged':
      return facts.sourceStart ? [{ at, kind: 'start', to: new Date(facts.sourceStart) }] : [];
    case 'acknowledged':
      return [{ at, kind: 'acknowledged', by: actorKind === 'automation' ? 'automation' : 'person' }];
    case 'updated':
      return [
        ...(facts.category ? [{ at, kind: 'category' as const, to: facts.category.to }] : []),
        ...(facts.source ? [{ at, kind: 'source' as const, to: facts.source.to }] : []),
        ...(facts.vip === null ? [] : [{ at, kind: 'vip' as const, to: facts.vip }]),
      ];
    case 'timer':
      return [timerChange(at, facts as unknown as TimerDetail, actorKind)];
    case 'sla':
      return [slaChange(at, facts as unknown as SlaDetail)];
    default:
      return [];
  }
}

function timerChange(at: Date, detail: TimerDetail, actorKind: ActorKind): SlaChange {
  return { at, kind: 'timer', timer: detail.timer, change: commandOf(detail, doerOf(actorKind)) };
}

function commandOf(detail: TimerDetail, by: DoneBy): TimerChange {
  switch (detail.command) {
    case 'add': {
      const { command, name, targetSeconds, startedAt } = detail;
      return { command, name, targetSeconds, startedAt: new Date(startedAt) };
    }
    case 'leave':
      return { command: 'leave' };
    case 'take':
      return { command: 'take', changes: revived(detail.changes) };
    default:
      return { command: detail.command, by };
  }
}

/** The changes of a `take` as they were before they became JSON. */
const revived = (changes: unknown): SlaChange[] =>
  JSON.parse(JSON.stringify(changes), (key, value) => (key === 'at' || key === 'startedAt' ? new Date(value) : value));

function slaChange(at: Date, detail: SlaDetail): SlaChange {
  const { timer } = detail;
  if (detail.event === 'reason') return { at, kind: 'reason', timer, code: detail.code, text: detail.text };
  return { at, kind: 'told', timer, what: detail.event };
}

/** People's work and programs' are counted apart. */
const doerOf = (kind: ActorKind) => (kind === 'user' ? ('person' as const) : ('automation' as const));
