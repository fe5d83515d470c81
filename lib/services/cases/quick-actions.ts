import { z } from 'zod';
import type { Case, Task } from '../../db/schema/index.ts';
import { type Offer, QUICK_ACTIONS, type QuickAction } from '../../domain/quick-actions.ts';
import type { Runbook } from '../../domain/runbook.ts';
import type { QuickActionView } from '../../domain/views/case.ts';

type CaseRunbook = Pick<Runbook, 'name' | 'phases'>;

/** What a press of this action would do to the case now, or why it is refused. */
export function offerOf(action: QuickAction, row: Case, runbook: CaseRunbook | undefined, work: Task[]): Offer {
  const { state, stage, phase, observableCount } = row;
  const openTasks = work.filter((task) => task.doneAt === null);
  return action.offer({ state, stage, phase, runbook: runbook ?? null, openTasks, observableCount });
}

/** The quick actions of a case, each with its form and with what a press would do now or why it is refused. */
export function quickActionsOf(
  row: Case,
  runbook: CaseRunbook | undefined,
  work: Task[],
  catalogue: readonly QuickAction[] = QUICK_ACTIONS,
): QuickActionView[] {
  return catalogue.map((action) => {
    const { id, title, description, disruptive } = action;
    const offer = offerOf(action, row, runbook, work);
    return { id, title, description, disruptive, input: formOf(action), refused: null, effect: '', ...offer };
  });
}

const forms = new WeakMap<QuickAction, QuickActionView['input']>();

/** The JSON Schema of what the presser sends, with its defaults. */
function formOf(action: QuickAction): QuickActionView['input'] {
  const known = forms.get(action) ?? (z.toJSONSchema(action.input, { io: 'input' }) as QuickActionView['input']);
  forms.set(action, known);
  return known;
}
