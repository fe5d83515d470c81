import { runInSandbox, type SandboxLimits } from './sandbox.ts';

/** `reason` is a sentence for the person who writes the expression. */
export type Evaluation = { ok: true; output: unknown } | { ok: false; reason: string; late: boolean };

export const MAPPING_LIMITS: SandboxLimits = { timeoutMs: 1_000, maxOutputBytes: 1_000_000, maxDepth: 32 };

/** Evaluates a JSONata expression against a body, bounded in time, memory, size and depth of its result. Never throws for either. */
export async function evaluateMapping(
  expression: string,
  body: unknown,
  limits: Partial<SandboxLimits> = {},
): Promise<Evaluation> {
  const job = { expression, body: JSON.stringify(body) ?? 'null', limits: { ...MAPPING_LIMITS, ...limits } };
  const result = await runInSandbox(job);
  if (!result.ok) return { ok: false, reason: `The expression ${result.reason}.`, late: result.late ?? false };
  return { ok: true, output: JSON.parse(result.text!) };
}

/** Null where the expression is JSONata, else a sentence that says what is wrong and where. */
export async function syntaxErrorOf(expression: string): Promise<string | null> {
  const result = await runInSandbox({ expression, body: null, limits: MAPPING_LIMITS });
  return result.ok ? null : `The expression ${result.reason}.`;
}
