import type { z } from 'zod';
import type { AiTaskId } from '../domain/ai.ts';

/**
 * One thing that a model may be asked to do. The model's `answer` is of enumerations, quotes and sentences; `ground` makes the task's
 * output of it, and leaves out what does not rest on the input. `rules` answers the same without a model.
 */
export interface AiTask<Input extends z.ZodType, Answer extends z.ZodType, Output extends z.ZodType> {
  id: AiTaskId;
  title: string;
  /** Raised with every change of what is asked: older answers are not taken for it. */
  promptVersion: number;
  input: Input;
  answer: Answer;
  output: Output;
  /** What the model is to do, in our own words. */
  instruction: string;
  /** What the model is shown of the input: all of it is data, and fenced. */
  data(input: z.output<Input>): unknown;
  /** The task done by rules alone. */
  rules(input: z.output<Input>): z.output<Output>;
  /** The output as far as it rests on the input; null where nothing of the answer does. */
  ground(answer: z.output<Answer>, input: z.output<Input>): z.output<Output> | null;
}

export type AnyTask = AiTask<z.ZodType, z.ZodType, z.ZodType>;

/** Declares a task; keeps its types. */
export const defineTask = <Input extends z.ZodType, Answer extends z.ZodType, Output extends z.ZodType>(
  task: AiTask<Input, Answer, Output>,
) => task;
