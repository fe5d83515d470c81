import { and, asc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, cases, type TimelineKind, timeline } from '../../db/schema/index.ts';
import type { ActorKind } from '../../domain/actor.ts';
import type { Stage } from '../../domain/case-state.ts';
import type { Severity } from '../../domain/severity.ts';
import { computeTimers, SHIPPED_POLICIES, type SlaChange, type Timer } from '../../domain/sla/index.ts';
import type { TimerView } from '../../domain/views/case.ts';
import type { TxCtx } from '../kernel/index.ts';

/** What the rules ask of an entry. An edit's whole detail would hold the old and the new description. */
const FACTS = sql<Facts>`jsonb_build_object(
  'severity', ${timeline.detail} -> 'severity', 'vip', coalesce(${timeline.detail} #> '{fields,vip,to}', ${timeline.detail} -> 'vip'),
  'from', ${timeline.detail} -> 'from', 'to', ${timeline.detail} -> 'to',
  'fromStage', ${timeline.detail} -> 'fromStage', 'toStage', ${timeline.detail} -> 'toStage')`;

interface Facts {
  severity: Severity;
  vip: boolean;
  from: Severity;
  to: Severity;
  fromStage: Stage;
  toStage: Stage;
}

/**
 * The SLA timers of each case at `now`, computed from the timelines in one query. A writer who took his clock before he waited for the
 * case reads as of the change that he waited for.
 */
export async function timersOf(
  db: Db | Tx,
  of: Pick<Case, 'id' | 'startedAt'>[],
  now: Date,
): Promise<Map<string, Timer[]>> {
  if (of.length === 0) return new Map();
  const entries = await db
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
          inArray(timeline.kind, ['created', 'severity', 'state', 'acknowledged']),
          and(eq(timeline.kind, 'updated'), sql`${timeline.detail} -> 'fields' ? 'vip'`),
        ),
      ),
    )
    .orderBy(asc(timeline.seq));
  const changes = Map.groupBy(entries, (entry) => entry.caseId);
  return new Map(
    of.map((one) => {
      const history = { startedAt: one.startedAt, changes: (changes.get(one.id) ?? []).flatMap(changesOf) };
      const newest = Math.max(now.getTime(), ...history.changes.map((change) => change.at.getTime()));
      return [one.id, computeTimers(history, SHIPPED_POLICIES, new Date(newest))];
    }),
  );
}

/** What a timeline entry means to the SLA rules: what each verb wrote into `detail`. */
function changesOf({ at, kind, facts, actorKind }: Entry): SlaChange[] {
  switch (kind) {
    case 'created':
      return [
        { at, kind: 'severity', from: null, to: facts.severity },
        ...(facts.vip ? [{ at, kind: 'vip' as const, to: true }] : []),
      ];
    case 'severity':
      return [{ at, kind: 'severity', from: facts.from, to: facts.to }];
    case 'state':
      return facts.fromStage === facts.toStage ? [] : [{ at, kind: 'stage', from: facts.fromStage, to: facts.toStage }];
    case 'acknowledged':
      return [{ at, kind: 'acknowledged', by: actorKind === 'automation' ? 'automation' : 'person' }];
    case 'updated':
      return [{ at, kind: 'vip', to: facts.vip }];
    default:
      return [];
  }
}

interface Entry {
  at: Date;
  kind: TimelineKind;
  facts: Facts;
  actorKind: ActorKind;
}

/**
 * Stores when the lead timer is due, for sorting and filtering; a cache that the history rebuilds. A late promise leads until it is kept,
 * so that what is stored is right at any later time and needs no clock. Answers the case as stored.
 */
export async function refreshLeadTimer(ctx: TxCtx, caseId: string): Promise<Case> {
  const [current] = await ctx.tx.select().from(cases).where(eq(cases.id, caseId));
  const lead = (await timersOf(ctx.tx, [current!], ctx.now)).get(caseId)?.find((timer) => timer.lead);
  const leadDueAt = lead?.dueAt ?? null;
  const leadAtRiskAt = lead?.atRiskAt ?? null;
  if (same(current!.leadDueAt, leadDueAt) && same(current!.leadAtRiskAt, leadAtRiskAt)) return current!;
  const [stored] = await ctx.tx.update(cases).set({ leadDueAt, leadAtRiskAt }).where(eq(cases.id, caseId)).returning();
  return stored!;
}

const same = (a: Date | null, b: Date | null) => a?.getTime() === b?.getTime();

export function timerView(timer: Timer): TimerView {
  return {
    id: timer.id,
    metric: timer.metric,
    name: timer.name,
    status: timer.status,
    atRisk: timer.atRisk,
    targetSeconds: timer.targetSeconds,
    startedAt: timer.startedAt.toISOString(),
    dueAt: timer.dueAt?.toISOString() ?? null,
    pausedSeconds: timer.pausedSeconds,
    completedAt: timer.completedAt?.toISOString() ?? null,
    lead: timer.lead,
  };
}
