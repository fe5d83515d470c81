/** What a server may hold its model to, the strictest first: a schema, that it is JSON at all, or nothing. */
const STRUCTURES = ['json_schema', 'json_object', 'none'] as const;

const LIMITS = ['max_tokens', 'max_completion_tokens', 'none'] as const;

/** Which of the parameters that not every server takes are sent. */
export interface RequestForm {
  structure: (typeof STRUCTURES)[number];
  /** The parameter that limits an answer. */
  limit: (typeof LIMITS)[number];
  /** Whether a temperature is sent: reasoning models take none. */
  temperature: boolean;
}

/** What most servers take. */
export const FIRST_FORM: RequestForm = { structure: 'json_schema', limit: 'max_tokens', temperature: true };

/** The parameters of a form, for a request. */
export function parametersOf(
  { structure, limit, temperature }: RequestForm,
  { maxAnswerTokens, schema }: { maxAnswerTokens: number; schema: Record<string, unknown> },
): Record<string, unknown> {
  return {
    ...(temperature && { temperature: 0 }),
    ...(limit !== 'none' && { [limit]: maxAnswerTokens }),
    ...(structure === 'json_schema' && {
      response_format: { type: 'json_schema', json_schema: { name: 'response', strict: true, schema } },
    }),
    ...(structure === 'json_object' && { response_format: { type: 'json_object' } }),
  };
}

/**
 * The form without what a server has refused, as far as its words name it; null where they name nothing that could be left out. `max_tokens`
 * gives way to `max_completion_tokens` first, a schema to plain JSON. Each form is less than the one before, so that this ends.
 */
export function formWithout(form: RequestForm, words: string): RequestForm | null {
  const next = { ...form };
  if (form.limit !== 'none' && words.includes(form.limit)) next.limit = LIMITS[LIMITS.indexOf(form.limit) + 1]!;
  if (/temperature/i.test(words)) next.temperature = false;
  if (form.structure !== 'none' && /response_format|json_schema|json_object|structured/i.test(words))
    next.structure = STRUCTURES[STRUCTURES.indexOf(form.structure) + 1]!;
  const same = next.limit === form.limit && next.temperature === form.temperature && next.structure === form.structure;
  return same ? null : next;
}
