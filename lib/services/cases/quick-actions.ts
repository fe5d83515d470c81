import type { Case, RunbookRow, Task } from '../../db/schema/index.ts';
import { isOpen } from '../../domain/case-state.ts';
import { advance } from '../../domain/runbook.ts';
import type { QuickActionView } from '../../domain/views/case.ts';

/** The quick actions of a case, each with what a press would do now or why it is refused. */
export function quickActionsOf(row: Case, runbook: RunbookRow | undefined, work: Task[]): QuickActionView[] {
  return [advanceRunbook(row, runbook, work)];
}

/** Moves the case to the next phase of its runbook. */
function advanceRunbook(row: Case, runbook: RunbookRow | undefined, work: Task[]): QuickActionView {
  const action = {
    id: 'advance-runbook',
    title: 'Advance phase',
    description: 'Moves the case to the next phase of its runbook.',
    disruptive: false,
  };
  const refuse = (refused: string) => ({ ...action, refused, effect: '' });
  if (!runbook) return refuse('The case has no runbook. Pick one first.');
  if (!isOpen(row.stage)) return refuse(`The case is ${row.state}. Reopen it first.`);
  const open = work.filter((task) => task.doneAt === null);
  const next = advance(runbook, row.phase, open);
  if ('refused' in next) return refuse(next.refused);
  const name = runbook.phases.find((phase) => phase.key === next.to)?.name ?? next.to;
  return { ...action, refused: null, effect: `Move to ${name}` };
}
