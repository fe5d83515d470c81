import type { AiOutput } from '../../db/schema/index.ts';
import { AI_TASK_TITLES } from '../../domain/ai.ts';
import type { AiOutputView } from '../../domain/views/ai-output.ts';

/** An output as people see it. */
export function aiOutputView(row: AiOutput): AiOutputView {
  const { id, at, task, model, promptVersion, inputHash, reason, tokens, milliseconds, cached, flags, output, runId } =
    row;
  return {
    id,
    at: at.toISOString(),
    task,
    title: AI_TASK_TITLES[task] ?? task,
    by: model === null ? 'rules' : 'model',
    model,
    promptVersion,
    inputHash,
    reason,
    tokens,
    milliseconds,
    cached,
    flags,
    output,
    runId,
  };
}
