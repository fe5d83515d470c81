import { z } from 'zod';
import type { Case, Task } from '../../db/schema/index.ts';
import type { IntelVendor } from '../../domain/intel/vendors.ts';
import { type Offer, QUICK_ACTIONS, type QuickAction, type QuickActionFacts } from '../../domain/quick-actions.ts';
import type { Runbook } from '../../domain/runbook.ts';
import type { QuickActionView } from '../../domain/views/case.ts';

type CaseRunbook = Pick<Runbook, 'name' | 'phases'>;

/** What a case has beside its row that its quick actions look at. */
export interface AroundActions {
  runbook: CaseRunbook | undefined;
  tasks: Task[];
  /** Of the vendors of threat intelligence, whose alerts a press has analysed; null: the case has none of theirs. */
  intelVendor: IntelVendor | null;
}

/** What a press of this action would do to the case now, or why it is refused. */
export function offerOf(action: QuickAction, row: Case, around: AroundActions): Offer {
  return action.offer(factsOf(row, around));
}

/** The quick actions of a case, each with its form and with what a press would do now or why it is refused. */
export function quickActionsOf(
  row: Case,
  around: AroundActions,
  catalogue: readonly QuickAction[] = QUICK_ACTIONS,
): QuickActionView[] {
  const facts = factsOf(row, around);
  return catalogue
    .filter((action) => action.applies?.(facts) ?? true)
    .map((action) => {
      const { id, title, description, disruptive } = action;
      return {
        id,
        title,
        description,
        disruptive,
        input: formOf(action),
        refused: null,
        effect: '',
        ...action.offer(facts),
      };
    });
}

function factsOf(row: Case, { runbook, tasks, intelVendor }: AroundActions): QuickActionFacts {
  const { state, stage, phase, observableCount } = row;
  const openTasks = tasks.filter((task) => task.doneAt === null);
  return { state, stage, phase, runbook: runbook ?? null, openTasks, observableCount, intelVendor };
}

const forms = new WeakMap<QuickAction, QuickActionView['input']>();

/** The JSON Schema of what the presser sends, with its defaults. */
function formOf(action: QuickAction): QuickActionView['input'] {
  const known = forms.get(action) ?? (z.toJSONSchema(action.input, { io: 'input' }) as QuickActionView['input']);
  forms.set(action, known);
  return known;
}
