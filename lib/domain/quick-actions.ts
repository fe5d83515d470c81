import { z } from 'zod';
import type { AutomationId } from './automations.ts';
import { isOpen, type Stage, type State } from './case-state.ts';
import { INTEL, type IntelVendor, type IntelWords } from './intel/vendors.ts';
import { advance, type OpenTask, type Runbook } from './runbook.ts';

/** What an offer may look at: the case as it stands now. */
export interface QuickActionFacts {
  state: State;
  stage: Stage;
  phase: string | null;
  runbook: Pick<Runbook, 'name' | 'phases'> | null;
  openTasks: readonly OpenTask[];
  observableCount: number;
  /** Of the vendors of threat intelligence, whose alerts a press has analysed; null: the case has none of theirs. */
  intelVendor: IntelVendor | null;
}

/** What a press would do now ("Move to Contain"), or why it is refused. */
export type Offer = { effect: string } | { refused: string };

export interface QuickAction {
  id: string;
  title: string;
  description: string;
  /** The automation that a press runs; as a table, each vendor of threat intelligence has its own, and a press is of the vendor that the facts name. */
  automation: AutomationId | Readonly<Record<IntelVendor, AutomationId>>;
  /** It changes something outside that people would notice. */
  disruptive: boolean;
  /** What the presser fills in. Without fields a press is one click, else the button opens a form of them. */
  input: z.ZodObject;
  /** Whether the case is of the kind that it is for; where it is not, its page has no such button. Absent: it is for every case. */
  applies?(facts: QuickActionFacts): boolean;
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
    return { effect: 'Ask the sources' };
  },
};

export const ENRICH_ENDPOINT: QuickAction = {
  id: 'enrich-endpoint',
  title: 'Enrich devices',
  description:
    'Asks SentinelOne, Axonius and Entra ID about the hosts and devices of the case, whatever they said before.',
  automation: 'enrich-endpoint',
  disruptive: false,
  input: z.strictObject({}),
  offer({ state, stage, observableCount }) {
    if (observableCount === 0) return { refused: 'The case has no observables. Add a host or device first.' };
    if (!isOpen(stage)) return { refused: `The case is ${state}. Reopen it first.` };
    return { effect: 'Ask about its hosts and devices' };
  },
};

const LISTED = new Intl.ListFormat('en', { type: 'disjunction' });

/** The button that has a case's alerts analysed, for the vendors of a table: a press is one run, of the vendor that the facts name. */
export function analyseAlerts(
  intel: Readonly<Record<IntelVendor, IntelWords & { automation: AutomationId }>>,
): QuickAction {
  const rows = Object.entries(intel);
  const titles = LISTED.format(rows.map(([, { title }]) => title));
  const systems = LISTED.format(rows.map(([, { system }]) => system));
  return {
    id: 'analyze-threat-intel',
    title: 'Analyse threat intel',
    description: `Reads the details of the case’s ${titles} alerts at ${systems}, analyses their command lines, and has the sources asked about what they name.`,
    automation: Object.fromEntries(rows.map(([vendor, { automation }]) => [vendor, automation])) as Record<
      IntelVendor,
      AutomationId
    >,
    disruptive: false,
    input: z.strictObject({}),
    applies: ({ intelVendor }) => intelVendor !== null,
    offer({ state, stage, intelVendor }) {
      if (intelVendor === null) return { refused: `The case has no alert from ${titles}.` };
      if (!isOpen(stage)) return { refused: `The case is ${state}. Reopen it first.` };
      return { effect: 'Read and analyse its alerts' };
    },
  };
}

export const ANALYZE_THREAT_INTEL: QuickAction = analyseAlerts(INTEL);

/** The catalogue: the buttons of a case, in their order. */
export const QUICK_ACTIONS: readonly QuickAction[] = [
  ADVANCE_RUNBOOK,
  ENRICH_OBSERVABLES,
  ENRICH_ENDPOINT,
  ANALYZE_THREAT_INTEL,
  ESCALATE,
];
