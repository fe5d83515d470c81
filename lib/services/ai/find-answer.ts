import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { Db } from '../../db/client.ts';
import { aiOutputs } from '../../db/schema/index.ts';
import type { AiTaskId } from '../../domain/ai.ts';

/** What a model was asked: the same question has the same answer. */
export interface Question {
  task: AiTaskId;
  promptVersion: number;
  model: string;
  inputHash: string;
}

/** The model's last answer to the same question, or null. */
export async function findAnswer(
  db: Db,
  { task, promptVersion, model, inputHash }: Question,
): Promise<{ output: unknown } | null> {
  const [found] = await db
    .select({ output: aiOutputs.output })
    .from(aiOutputs)
    .where(
      and(
        eq(aiOutputs.inputHash, inputHash),
        eq(aiOutputs.task, task),
        eq(aiOutputs.promptVersion, promptVersion),
        eq(aiOutputs.model, model),
        eq(aiOutputs.cached, false),
        isNotNull(aiOutputs.model),
      ),
    )
    .orderBy(desc(aiOutputs.id))
    .limit(1);
  return found ?? null;
}
