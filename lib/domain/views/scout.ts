import { z } from 'zod';
import { ActorRef } from '../actor.ts';
import { ResolutionVerdict, State } from '../case-state.ts';
import { ActDone, Investigation, NEXT_STEP_IDS, SCOUT_OUTCOMES, SCOUT_VERDICTS, ScoutFact } from '../scout.ts';
import { Severity } from '../severity.ts';
import { Moment } from './common.ts';

/** What Scout did on a case, as people see it. */
const ActView = z.object({
  ...ActDone.omit({ before: true }).shape,
  /** Whether a press takes it back. */
  undoable: z.boolean(),
});

/** One case that Scout has worked to its end. */
export const ScoutWorkView = z.object({
  id: z.string(),
  case: z.object({ key: z.string(), title: z.string(), state: State, severity: Severity }),
  /** The case's, as it was then. */
  category: z.string(),
  endedAt: Moment,
  outcome: z.enum(SCOUT_OUTCOMES),
  by: z.enum(['model', 'rules']),
  verdict: z.enum(SCOUT_VERDICTS),
  summary: z.string(),
  runId: z.string().nullable(),
  /** Set where a person took something back, or ended or reopened the case otherwise. */
  judged: z.enum(['agreed', 'overturned']).nullable(),
  /** How a person ended the case afterwards. */
  ended: ResolutionVerdict.nullable(),
  overturned: z.object({ at: Moment, by: ActorRef }).nullable(),
});
export type ScoutWorkView = z.infer<typeof ScoutWorkView>;

/** The same with what was found: on the case's page. */
export const InvestigationView = z.object({
  ...ScoutWorkView.shape,
  outputId: z.string().nullable(),
  investigation: z.object({
    ...Investigation.shape,
    nextSteps: z.array(z.object({ step: z.enum(NEXT_STEP_IDS), text: z.string(), facts: z.array(z.string()) })),
  }),
  facts: z.array(ScoutFact),
  acts: z.array(ActView),
  /** Why it was not resolved by Scout, each in a sentence. */
  refusals: z.array(z.string()),
});
export type InvestigationView = z.infer<typeof InvestigationView>;

const Counts = {
  handled: z.number().int(),
  resolved: z.number().int(),
  handedOver: z.number().int(),
  /** Where a person's end of the case says the same as Scout's verdict. */
  agreed: z.number().int(),
  overturned: z.number().int(),
};

/** What came of Scout's work within a time, in all and by category. */
export const ScoutFigures = z.object({
  from: Moment,
  to: Moment,
  /** Cases that Scout has now. */
  waiting: z.number().int(),
  total: z.object(Counts),
  categories: z.array(z.object({ category: z.string(), ...Counts })),
});
export type ScoutFigures = z.infer<typeof ScoutFigures>;
