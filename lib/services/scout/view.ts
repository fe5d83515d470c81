import { cases, type ScoutWork, scoutWorks } from '../../db/schema/index.ts';
import { keyOf } from '../../domain/case.ts';
import type { ResolutionVerdict, State } from '../../domain/case-state.ts';
import { NEXT_STEPS } from '../../domain/scout/next-steps.ts';
import type { InvestigationView, ScoutWorkView } from '../../domain/views/scout.ts';

/** What a list shows of a work: without its facts, which are long. */
export const SHOWN = {
  id: scoutWorks.id,
  number: cases.number,
  title: cases.title,
  state: cases.state,
  severity: scoutWorks.severity,
  category: scoutWorks.category,
  endedAt: scoutWorks.endedAt,
  outcome: scoutWorks.outcome,
  by: scoutWorks.by,
  verdict: scoutWorks.verdict,
  summary: scoutWorks.summary,
  runId: scoutWorks.runId,
  overturnedAt: scoutWorks.overturnedAt,
  overturnedBy: scoutWorks.overturnedBy,
  judged: scoutWorks.judged,
  ended: scoutWorks.personVerdict,
};

type Shown = Pick<
  ScoutWork,
  | 'id'
  | 'severity'
  | 'category'
  | 'endedAt'
  | 'outcome'
  | 'by'
  | 'verdict'
  | 'summary'
  | 'runId'
  | 'overturnedAt'
  | 'overturnedBy'
> & {
  number: number;
  title: string;
  state: State;
  judged: ScoutWorkView['judged'];
  ended: ResolutionVerdict | null;
};

/** A work as people see it in a list. */
export function workView({ number, title, state, severity, overturnedAt, overturnedBy, ...row }: Shown): ScoutWorkView {
  return {
    ...row,
    case: { key: keyOf(number), title, state, severity },
    endedAt: row.endedAt.toISOString(),
    overturned: overturnedAt && overturnedBy && { at: overturnedAt.toISOString(), by: overturnedBy },
  };
}

/** The same with what was found. */
export function investigationView(
  { outputId, investigation, facts, acts, refusals }: ScoutWork,
  shown: Shown,
): InvestigationView {
  return {
    ...workView(shown),
    outputId,
    investigation: {
      ...investigation,
      nextSteps: investigation.nextSteps.map((one) => ({ ...one, text: NEXT_STEPS[one.step] })),
    },
    facts,
    acts: acts.map(({ before, ...act }) => ({ ...act, undoable: before !== null && act.undone === null })),
    refusals,
  };
}
