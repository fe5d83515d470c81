import type { z } from 'zod';
import type { AiTaskId } from '../../domain/ai.ts';
import type { AnyTask } from '../task.ts';
import { analyzeCommandLine } from './analyze-command-line.ts';
import { investigate } from './investigate.ts';
import { proposeMapping } from './propose-mapping.ts';
import { summarizeEndpoint } from './summarize-endpoint.ts';
import { summarizeHealth } from './summarize-health.ts';

/** Every task by its id. A new id makes the compiler ask for its row. */
export const TASKS = {
  'analyze-command-line': analyzeCommandLine,
  'summarize-endpoint': summarizeEndpoint,
  'summarize-health': summarizeHealth,
  'propose-mapping': proposeMapping,
  investigate,
} satisfies Record<AiTaskId, unknown>;

export type TaskInput<Id extends AiTaskId> = z.input<(typeof TASKS)[Id]['input']>;
export type TaskOutput<Id extends AiTaskId> = z.output<(typeof TASKS)[Id]['output']>;

/** A task whose types are not known to who asks. */
export const taskOf = (id: AiTaskId): AnyTask => TASKS[id] as unknown as AnyTask;
