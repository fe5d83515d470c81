import { startOpenAi } from '#e2e/vendors/openai.ts';
import { askModel } from '#lib/ai/ask-model.ts';
import { questionsOf } from '#lib/ai/evaluation/set.ts';
import { taskOf } from '#lib/ai/tasks/index.ts';
import { type AiConnection, complete } from '#lib/connectors/ai.ts';
import { ConnectorError } from '#lib/connectors/http.ts';
import { AI_TASKS, type AiTaskId } from '#lib/domain/ai.ts';
import { env } from '#lib/env.ts';
import type { Row } from './row.ts';

/**
 * One set of questions, put to the rules and to a model: to that of AI_BASE_URL and AI_MODEL where they are set, else to an emulated one
 * that makes its answers of what it is shown: then it is the way from prompt to kept answer that is measured, and no model. How many answers
 * are right, in percent.
 */
export async function benchAi(): Promise<Row[]> {
  const { AI_BASE_URL, AI_API_KEY, AI_MODEL, CONNECTOR_ALLOWED_NETWORKS } = env();
  const emulator = AI_BASE_URL && AI_MODEL ? null : await startOpenAi();
  if (emulator) emulator.mode = 'capable';
  const connection: AiConnection = {
    baseUrl: emulator?.baseUrl ?? AI_BASE_URL!,
    apiKey: emulator ? emulator.apiKey : (AI_API_KEY ?? null),
    model: emulator?.model ?? AI_MODEL!,
    maxAnswerTokens: 2_000,
    allowedNetworks: emulator ? ['127.0.0.0/8'] : CONNECTOR_ALLOWED_NETWORKS,
  };
  try {
    const rows: Row[] = [];
    for (const task of AI_TASKS) rows.push(await rowOf(task, connection, emulator !== null));
    return rows;
  } finally {
    await emulator?.close();
  }
}

async function rowOf(id: AiTaskId, connection: AiConnection, emulated: boolean): Promise<Row> {
  const questions = questionsOf(id);
  const task = taskOf(id);
  let byRules = 0;
  let byModel = 0;
  let unusable = 0;
  for (const one of questions) {
    const input = task.input.parse(one.input);
    const rules = task.rules(input);
    if (one.isRight(rules)) byRules += 1;
    const answer = await ask(id, input, connection);
    if (answer === null) unusable += 1;
    if (one.isRight(answer ?? rules)) byModel += 1;
  }
  const percent = (right: number) => Math.round((1000 * right) / questions.length) / 10;
  return {
    name: `${id}, right answers`,
    ours: percent(byRules),
    baseline: percent(byModel),
    ratio: byModel === 0 ? null : Math.round((100 * byRules) / byModel) / 100,
    unit: '%',
    target: '≥ 90',
    note: `${questions.length} questions; against ${emulated ? 'an emulated model, made to answer from what it is shown' : connection.model}, ${unusable} of whose answers could not be used`,
  };
}

async function ask(id: AiTaskId, input: unknown, connection: AiConnection): Promise<unknown> {
  try {
    const random = crypto.randomUUID().replaceAll('-', '') + crypto.randomUUID().slice(0, 8);
    const attempt = await askModel(taskOf(id), input, {
      complete: (messages, schema) => complete(connection, messages, schema),
      random,
    });
    return attempt.output;
  } catch (error) {
    if (error instanceof ConnectorError) return null;
    throw error;
  }
}
