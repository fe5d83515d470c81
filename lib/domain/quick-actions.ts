import { z } from 'zod';
import type { AutomationId } from './automations.ts';
import { isOpen, type Stage, type State } from './case-state.ts';
import { advance, type OpenTask, type Runbook } from './runbook.ts';

/** What an offer may look at: the case as it stands now. */
export interface QuickActionFacts {
  state: State;
  stage: Stage;
  phase: string | null;
  runbook: Pick<Runbook, 'name' | 'phases'> | null;
  openTasks: readonly OpenTask[];
  observableCount: number;
}

/** What a press would do now ("Move to Contain"), or why it is refused. */
export type Offer = { effect: string } | { refused: string };

export interface QuickAction {
  id: string;
  title: string;
  description: string;
  /** The automation that a press runs. */
  automation: AutomationId;
  /** It changes something outside that people would notice. */
  disruptive: boolean;
  /** What the presser fills in. Without fields a press is one click, else the button opens a form of them. */
  input: z.ZodObject;
  offer(facts: QuickActionFacts): Offer;
}

export const ADVANCE_RUNBOOK: QuickAction = {
  id: 'advance-runbook',
  title: 'Advance phase',
  description: 'Moves the case to the next phase of its runbook.',
  automation: 'advance-runbook',
  disruptive: false,
  input: z.strictObject({}),
  offer({ runbook, state, stage, phase, openTasks }) {
    if (!runbook) return { refused: 'The case has no runbook. Pick one first.' };
    if (!isOpen(stage)) return { refused: `The case is ${state}. Reopen it first.` };
    const next = advance(runbook, phase, openTasks);
    if ('refused' in next) return next;
    const name = runbook.phases.find(({ key }) => key === next.to)?.name ?? next.to;
    return { effect: `Move to ${name}` };
  },
};

/** What the presser of Escalate says. */
export const EscalateInput = z.strictObject({
  to: z.enum(['leads', 'on_call']).default('leads').describe('Who has to look: the leads, or also who is on call.'),
  reason: z.string().trim().min(3, 'Write why, in three characters or more.').max(500).describe('Why it cannot wait.'),
});

export const ESCALATE: QuickAction = {
  id: 'escalate',
  title: 'Escalate',
  description: 'Tells the leads, who is on call where you say so, and the stakeholders.',
  automation: 'escalate',
  disruptive: false,
  input: EscalateInput,
  offer({ state, stage }) {
    if (!isOpen(stage)) return { refused: `The case is ${state}. Reopen it first.` };
    return { effect: 'Tell the leads and the stakeholders' };
  },
};

export const ENRICH_OBSERVABLES: QuickAction = {
  id: 'enrich-observables',
  title: 'Enrich observables',
  description: 'Asks the sources about the observables of the case, where no answer is fresh.',
  automation: 'enrich-observables',
  disruptive: false,
  input: z.strictObject({}),
  offer({ state, stage, observableCount }) {
    if (observableCount === 0) return { refused: 'The case has no observables. Add one first.' };
    if (!isOpen(stage)) return { refused: `The case is ${state}. Reopen it first.` };
    return { effect: 'Ask the sources about its observables' };
  },
};

/** The catalogue: the buttons of a case, in their order. */
export const QUICK_ACTIONS: readonly QuickAction[] = [ADVANCE_RUNBOOK, ENRICH_OBSERVABLES, ESCALATE];
