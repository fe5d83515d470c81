import type { AiTaskId } from '../../domain/ai.ts';
import type { TaskInput, TaskOutput } from '../tasks/index.ts';

/** A question with what makes an answer right; the same for a model and for the rules. */
export interface Question<Id extends AiTaskId> {
  input: TaskInput<Id>;
  isRight(output: TaskOutput<Id>): boolean;
}
