import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Db, Tx } from '../../db/client.ts';
import { type Case, cases, type TimelineEntry, timeline } from '../../db/schema/index.ts';
import type { Stage } from '../../domain/case-state.ts';
import type { Severity } from '../../domain/severity.ts';
import { computeTimers, SHIPPED_POLICIES, type SlaChange, type Timer } from '../../domain/sla/index.ts';
import type { TimerView } from '../../domain/views/case.ts';
import type { TxCtx } from '../kernel/index.ts';

const KINDS = ['created', 'severity', 'state', 'acknowledged', 'updated'] as const;

/** The SLA timers of each case at `now`, computed from the timelines in one query. */
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
      detail: timeline.detail,
      actorKind: timeline.actorKind,
    })
    .from(timeline)
    .where(
      and(
        inArray(
          timeline.caseId,
          of.map((one) => one.id),
        ),
        inArray(timeline.kind, [...KINDS]),
      ),
    )
    .orderBy(asc(timeline.seq));
  const changes = Map.groupBy(entries, (entry) => entry.caseId);
  return new Map(
    of.map((one) => {
      const history = { startedAt: one.startedAt, changes: (changes.get(one.id) ?? []).flatMap(changesOf) };
      return [one.id, computeTimers(history, SHIPPED_POLICIES, now)];
    }),
  );
}

/** What a timeline entry means to the SLA rules: what each verb wrote into `detail`. */
function changesOf({
  at,
  kind,
  detail,
  actorKind,
}: Pick<TimelineEntry, 'at' | 'kind' | 'detail' | 'actorKind'>): SlaChange[] {
  switch (kind) {
    case 'created':
      return [
        { at, kind: 'severity', from: null, to: detail.severity as Severity },
        ...(detail.vip ? [{ at, kind: 'vip' as const, to: true }] : []),
      ];
    case 'severity':
      return [{ at, kind: 'severity', from: detail.from as Severity, to: detail.to as Severity }];
    case 'state':
      return detail.fromStage === detail.toStage
        ? []
        : [{ at, kind: 'stage', from: detail.fromStage as Stage, to: detail.toStage as Stage }];
    case 'acknowledged':
      return [{ at, kind: 'acknowledged', by: actorKind === 'automation' ? 'automation' : 'person' }];
    case 'updated': {
      const vip = (detail.fields as Record<string, { to: unknown }> | undefined)?.vip;
      return vip ? [{ at, kind: 'vip', to: Boolean(vip.to) }] : [];
    }
    default:
      return [];
  }
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
