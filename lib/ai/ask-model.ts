import type { z } from 'zod';
import { jsonObjectsIn } from './json-objects.ts';
import { modelSchema } from './json-schema.ts';
import { createMasker, type KnownNames, type MaskKind } from './mask.ts';
import { type Message, promptOf, repairOf } from './prompt.ts';
import type { AiTask } from './task.ts';

/** One answer of a model, as its endpoint gave it. */
export interface Completion {
  text: string | null;
  /** Cut off before its end, or refused; null: whole. */
  problem: 'cut' | 'refused' | 'filtered' | null;
  tokens: number;
}

/** A call to a model. What fails on the wire is thrown, and is the caller's to tell. */
export type Complete = (messages: readonly Message[], schema: Record<string, unknown>) => Promise<Completion>;

export interface Attempt<Output> {
  /** Null: no answer that can be used. */
  output: Output | null;
  /** Why not, in a sentence; empty with an output. */
  reason: string;
  tokens: number;
  calls: number;
  masked: Partial<Record<MaskKind, number>>;
}

/**
 * Asks a model to do a task: masked, fenced, its answer held to the schema and to the input. An answer that does not fit is asked for once
 * more; then there is none. Throws only what `complete` throws.
 * @param random 32 random letters of the request's own
 * @param names of people, which are masked beside those that the input tells itself
 */
export async function askModel<I extends z.ZodType, A extends z.ZodType, O extends z.ZodType>(
  task: AiTask<I, A, O>,
  input: z.output<I>,
  { complete, random, names }: { complete: Complete; random: string; names?: KnownNames },
): Promise<Attempt<z.output<O>>> {
  const masker = createMasker(random.slice(0, 8), names);
  const schema = modelSchema(task.answer);
  const data = masker.maskAll(task.data(input));
  const first = promptOf({ task: task.id, instruction: task.instruction, data, schema, mark: random.slice(8) });
  let messages: Message[] = first;
  let tokens = 0;
  let reason = '';
  for (let calls = 1; calls <= 2; calls += 1) {
    const { text, problem, tokens: used } = await complete(messages, schema);
    tokens += used;
    const done = { tokens, calls, masked: masker.counts() };
    if (problem === 'refused' || problem === 'filtered')
      return { output: null, reason: 'The model refused to answer.', ...done };
    const read =
      problem === 'cut'
        ? { ok: false as const, reason: 'the answer was cut off' }
        : readAnswer(task.answer, text, masker);
    if (read.ok) {
      const output = task.ground(read.answer as z.output<A>, input);
      const parsed = output === null ? null : task.output.safeParse(output);
      if (parsed?.success) return { output: parsed.data as z.output<O>, reason: '', ...done };
      return { output: null, reason: 'Nothing that the model said rests on what it was shown.', ...done };
    }
    reason = read.reason;
    messages = repairOf(first, text ?? '', reason);
  }
  return {
    output: null,
    reason: `The model’s answer could not be used: ${reason}.`,
    tokens,
    calls: 2,
    masked: masker.counts(),
  };
}

type Read = { ok: true; answer: unknown } | { ok: false; reason: string };

/** The first JSON object that fits, also where a model has put it into a block of Markdown or between sentences. */
function readAnswer(schema: z.ZodType, text: string | null, masker: ReturnType<typeof createMasker>): Read {
  const body = (text ?? '').trim();
  if (body === '') return { ok: false, reason: 'it was empty' };
  let reason: string | null = null;
  for (const json of jsonObjectsIn(body)) {
    const parsed = schema.safeParse(masker.restoreAll(json));
    if (parsed.success) return { ok: true, answer: parsed.data };
    const [issue] = parsed.error.issues;
    // Names of our own schema alone: what the model wrote is not repeated.
    reason ??= `${issue?.path.map(String).join('.').slice(0, 80) || 'the whole'} does not fit`;
  }
  return { ok: false, reason: reason ?? 'it was no JSON' };
}
