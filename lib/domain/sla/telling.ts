import { formatDuration } from '../duration.ts';
import type { Timer } from './timers.ts';

export type Telling = { what: 'at_risk' | 'breached'; at: Date };

/**
 * What the clock has still to tell of a timer, in order, each with the moment it is due: that it comes at risk, that its time is over.
 * A breach is told also of a timer that ended late before anybody looked; a warning only where it became true.
 */
export function untold(
  timer: Pick<Timer, 'status' | 'dueAt' | 'atRiskAt' | 'breachedAt' | 'atRiskToldAt' | 'breachToldAt'>,
): Telling[] {
  const dueAt = timer.breachedAt ?? (timer.status === 'running' ? timer.dueAt : null);
  if (!dueAt || timer.breachToldAt) return [];
  const warning = timer.atRiskAt && !timer.atRiskToldAt ? [{ what: 'at_risk' as const, at: timer.atRiskAt }] : [];
  return [...warning, { what: 'breached', at: dueAt }];
}

/** What the clock says on the timeline, after its name. */
export function tellingWords(
  what: Telling['what'],
  { name, targetSeconds }: Pick<Timer, 'name' | 'targetSeconds'>,
): string {
  if (what === 'at_risk') return `Warned that “${name}” comes at risk`;
  return `Noted that “${name}” ran out: ${formatDuration(targetSeconds * 1000)} are over`;
}
