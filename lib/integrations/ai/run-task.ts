import { randomBytes } from 'node:crypto';
import { type Attempt, askModel } from '../../ai/ask-model.ts';
import { type TaskInput, type TaskOutput, taskOf } from '../../ai/tasks/index.ts';
import { type AiConnection, estimateTokens } from '../../connectors/ai.ts';
import { ConnectorError } from '../../connectors/http/error.ts';
import { mayHaveBeenAnswered } from '../../connectors/http/was-sent.ts';
import { runIdOfActor } from '../../domain/actor.ts';
import type { AiTaskId, AiTerms } from '../../domain/ai.ts';
import { detectInjections, type Injection } from '../../domain/injection/index.ts';
import { cut } from '../../domain/text.ts';
import type { AiWhy } from '../../domain/views/ai-output.ts';
import { claimAiCall, settleAiCall } from '../../services/ai/claim-call.ts';
import { findAnswer } from '../../services/ai/find-answer.ts';
import { recordOutput } from '../../services/ai/record-output.ts';
import { readMarking } from '../../services/cases/marking.ts';
import { recordCall } from '../../services/connectors/record-call.ts';
import { bodyHash } from '../../services/deliveries/canonical.ts';
import type { Ctx } from '../../services/kernel/index.ts';
import { createGate } from './gate.ts';
import { knownNames } from './known-names.ts';
import { modelSetUp } from './model-connection.ts';
import { completeAsKnown } from './request-form.ts';
import { createRest } from './rest.ts';

export interface RunTask<Id extends AiTaskId> {
  ctx: Ctx;
  task: Id;
  input: TaskInput<Id>;
  /** The case's key that it is for: the answer is kept there, and what gives orders is flagged on it. */
  case?: string | undefined;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
}

export interface TaskResult<Id extends AiTaskId> {
  output: TaskOutput<Id>;
  by: 'model' | 'rules';
  model: string | null;
  outputId: string;
  /** Why the rules answered although there is a model; null where there is none, or it answered. */
  reason: string | null;
  /** All that explains the answer, to be kept where it is shown. */
  why: AiWhy;
  /** Texts of the input that give orders. */
  flags: Injection[];
}

/** What came of it before it is kept. */
interface Answered {
  output: unknown;
  model: string | null;
  reason: string | null;
  tokens: number;
  cached: boolean;
}

/** All tasks of a process share the model: a slow one holds so many of its steps, and the rules answer for the others. */
const GATE = createGate({ most: 4, patienceMs: 5_000 });
const REST = createRest();
const LONGEST_REASON = 400;

/**
 * Does a task: by the model where one is set, may be asked and answers to the point, else by the task's rules. Whatever happens at the
 * model, there is an answer, and it is kept. An input that gives orders is not shown to the model. A step that is done again finds the
 * model's first answer; one that does several tasks gives each an effect key of its own. Throws ZodError for an input that the task does not
 * take, and `not_found` for a case that the actor may not see.
 */
export async function runTask<Id extends AiTaskId>(wanted: RunTask<Id>): Promise<TaskResult<Id>> {
  const { ctx, case: caseKey = null } = wanted;
  const task = taskOf(wanted.task);
  const input = task.input.parse(wanted.input);
  const started = performance.now();
  const flags = flagsOf(input, task.data(input));
  // What the rules make of it is a part of the question: an answer of before they knew better is none to the question of now.
  const inputHash = bodyHash({ input, rules: task.rules(input) });
  const answered = await answer(wanted, input, inputHash, flags);
  const milliseconds = Math.round(performance.now() - started);
  const { promptVersion } = task;
  const kept = { task: wanted.task, promptVersion, inputHash, milliseconds, flags, caseKey, ...answered };
  const { id } = await recordOutput({ ctx, input: kept });
  const { output, model, reason, tokens, cached } = answered;
  const by = model === null ? 'rules' : 'model';
  const why: AiWhy = {
    ...{ id, at: ctx.now.toISOString(), by, model, promptVersion, inputHash, reason, tokens, milliseconds, cached },
    runId: runIdOfActor(ctx.actor),
  };
  return { output: output as TaskOutput<Id>, by, model, outputId: id, reason, why, flags };
}

/** In the input as it came, and in what becomes of it on the way to the model. */
function flagsOf(input: unknown, data: unknown): Injection[] {
  const found = [...detectInjections(input), ...detectInjections(data)];
  return found.filter(
    (one, at) => found.findIndex(({ kind, excerpt }) => kind === one.kind && excerpt === one.excerpt) === at,
  );
}

async function answer<Id extends AiTaskId>(
  { ctx, task: id, case: caseKey, allowedNetworks }: RunTask<Id>,
  input: unknown,
  inputHash: string,
  flags: readonly Injection[],
): Promise<Answered> {
  const task = taskOf(id);
  const byRules = (reason: string | null, tokens = 0): Answered => {
    return {
      output: task.rules(input),
      model: null,
      reason: reason && cut(reason, LONGEST_REASON),
      tokens,
      cached: false,
    };
  };
  const { connection, terms } = await modelSetUp(ctx.db, { allowedNetworks });
  if (!connection) return byRules(null);
  if (terms.off.includes(id)) return byRules('The model is switched off for this task.');
  if (flags.length > 0) return byRules('A text of the input gives orders, so the model was not asked.');
  if (!terms.sendTlpRed && caseKey !== undefined && (await readMarking({ ctx, input: { key: caseKey } })) === 'RED')
    return byRules('The case is TLP:RED, and its texts stay in the house.');
  const { model } = connection;
  const known = await findAnswer(ctx.db, { task: id, promptVersion: task.promptVersion, model, inputHash });
  const fits = known && task.output.safeParse(known.output);
  if (fits?.success) return { output: fits.data, model, reason: null, tokens: 0, cached: true };
  const names = await knownNames(ctx, caseKey ?? null);
  const attempt = await ask(ctx, connection, terms, (call) =>
    askModel(task, input, { complete: call, random: randomBytes(20).toString('hex'), names }),
  );
  if (attempt.output === null) return byRules(attempt.reason, attempt.tokens);
  return { output: attempt.output, model, reason: null, tokens: attempt.tokens, cached: false };
}

type Call = Parameters<typeof askModel>[2]['complete'];

/** No budget or no place was left for a call. */
class NothingLeft extends Error {}

/** Each call has a place, and is claimed before it is made. What fails on the wire is a reason, and the connector keeps it. */
async function ask(
  ctx: Ctx,
  connection: AiConnection,
  terms: AiTerms,
  work: (call: Call) => Promise<Attempt<unknown>>,
): Promise<Pick<Attempt<unknown>, 'output' | 'reason' | 'tokens'>> {
  let spent = 0;
  const call: Call = async (messages, schema) => {
    const leave = await GATE.enter();
    if (leave === null) throw new NothingLeft('The model is slow, and busy with other questions.');
    return claimed(messages, schema).finally(leave);
  };
  const claimed: Call = async (messages, schema) => {
    const tokens = estimateTokens(JSON.stringify([messages, schema])) + connection.maxAnswerTokens;
    const claim = await claimAiCall({ ctx: { db: ctx.db, now: new Date() }, input: { ...terms, tokens } });
    if (!claim.ok) throw new NothingLeft(claim.reason);
    const settle = (used: number, pausedUntil?: Date) =>
      settleAiCall({
        ctx: { db: ctx.db, now: new Date() },
        input: { day: claim.day, claimed: tokens, used, pausedUntil },
      });
    try {
      const done = await completeAsKnown(connection, terms, messages, schema);
      REST.answered();
      spent += done.tokens;
      await settle(done.tokens);
      return done;
    } catch (error) {
      // What was sent and came back to nobody may have been answered, and paid for.
      await settle(mayHaveBeenAnswered(error) ? tokens : 0, REST.after(error, new Date()));
      throw error;
    }
  };
  try {
    const attempt = await work(call);
    await recordCall(ctx.db, { id: 'ai', at: new Date(), error: attempt.output === null ? attempt.reason : null });
    return attempt;
  } catch (error) {
    if (error instanceof NothingLeft) return { output: null, reason: error.message, tokens: spent };
    if (!(error instanceof ConnectorError)) throw error;
    await recordCall(ctx.db, { id: 'ai', at: new Date(), error: error.message });
    return { output: null, reason: error.message, tokens: spent };
  }
}
