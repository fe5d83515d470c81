import type { Case, Member } from '../../db/schema/index.ts';
import type { ActorKind } from '../../domain/actor.ts';
import { milestonesOf } from '../../domain/figures/milestone.ts';
import { computeTimers, type PolicyBook, type SlaHistory, type Timer } from '../../domain/sla/index.ts';
import { changeOf, FIGURE_KINDS } from '../figures/history.ts';
import { rowOf } from '../figures/refresh.ts';
import type { Batch } from '../kernel/index.ts';
import { timerRows } from '../sla/store.ts';
import type { NewCase } from './new-row.ts';

/** The timers of a case that opens now and on which nobody has acted yet. */
export function firstTimers(opened: NewCase, book: PolicyBook, now: Date): Timer[] {
  const { severity, vip, startedAt, category, source } = opened;
  const changes: SlaHistory['changes'] = [
    { at: now, kind: 'severity', from: null, to: severity },
    ...(vip ? [{ at: now, kind: 'vip' as const, to: true }] : []),
  ];
  return computeTimers({ startedAt, category, source, changes }, book, now);
}

/** Adds what is stored of a new case's timers and figures: what a rebuild would compute from the entries that the batch holds. */
export function addFirstRows(batch: Batch, opened: Case, timers: Timer[], owner: Member | null): void {
  const scouts = new Set(owner?.kind === 'ai' ? [owner.id] : []);
  const kinds: readonly string[] = FIGURE_KINDS;
  const entries = batch.timeline.filter(({ caseId, kind }) => caseId === opened.id && kinds.includes(kind));
  const changes = entries.flatMap(({ at, kind, actorKind, detail }) =>
    changeOf({ at, kind, actorKind: actorKind as ActorKind, facts: detail as never }, scouts),
  );
  batch.timers.push(...timerRows(opened, timers));
  batch.milestones.push(...milestonesOf({ ...opened, changes, timers }).map((milestone) => rowOf(opened, milestone)));
}
