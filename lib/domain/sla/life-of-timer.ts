import { isOpen } from '../case-state.ts';
import type { SlaChange, SlaHistory } from './timers.ts';

/** All that has happened to a custom timer of a case, for the case that takes it over. */
export function lifeOfTimer({ changes }: SlaHistory, id: string): SlaChange[] {
  return changes.flatMap((change): SlaChange[] => {
    const { at } = change;
    // The case's end stopped it, and a start by hand since then began it anew.
    if (change.kind === 'stage')
      return isOpen(change.to)
        ? []
        : [{ at, kind: 'timer', timer: id, change: { command: 'stop', by: change.by ?? 'person' } }];
    if (!('timer' in change) || change.timer !== id) return [];
    return change.kind === 'timer' && change.change.command === 'take' ? [...change.change.changes] : [change];
  });
}
