import type { AiTaskId } from '../../domain/ai.ts';
import { COMMANDS } from './commands.ts';
import { DEVICE_QUESTIONS } from './devices.ts';
import { HEALTH_QUESTIONS } from './health.ts';
import { INVESTIGATIONS } from './investigations.ts';
import { MAPPINGS } from './mappings.ts';
import type { Question } from './question.ts';

/** Every question by its task. A new task makes the compiler ask for its questions. */
export const EVALUATION: { readonly [Id in AiTaskId]: readonly Question<Id>[] } = {
  'analyze-command-line': COMMANDS,
  'summarize-endpoint': DEVICE_QUESTIONS,
  'summarize-health': HEALTH_QUESTIONS,
  'propose-mapping': MAPPINGS,
  investigate: INVESTIGATIONS,
};

/** The questions of a task whose types are not known to who asks. */
export const questionsOf = (id: AiTaskId) =>
  EVALUATION[id] as readonly { input: unknown; isRight(output: unknown): boolean }[];
