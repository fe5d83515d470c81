import type { Stage } from '../../domain/case-state.ts';
import { explainTimer, offeredCommands, type Timer } from '../../domain/sla/index.ts';
import type { CaseTimerView } from '../../domain/views/sla.ts';
import { timerView } from '../cases/timers.ts';

const iso = (date: Date | null) => date?.toISOString() ?? null;

/** One timer of a case in a stage, with its explanation up to `now`. */
export function caseTimerView(timer: Timer, stage: Stage, now: Date): CaseTimerView {
  const { steps, spans } = explainTimer(timer, now);
  const { policy, calendar } = timer;
  return {
    ...timerView(timer),
    atRiskAt: iso(timer.atRiskAt),
    endedAt: iso(timer.endedAt),
    completedBy: timer.completedBy,
    policy: policy && { id: policy.policyId, name: policy.name, version: policy.version },
    calendar: calendar && { id: calendar.calendarId, name: calendar.name, version: calendar.version },
    commands: offeredCommands(timer, stage),
    steps: steps.map((step) => ({ ...step, at: step.at.toISOString(), dueAt: iso(step.dueAt) })),
    spans: spans.map((span) => ({ ...span, from: span.from.toISOString(), to: span.to.toISOString() })),
  };
}
