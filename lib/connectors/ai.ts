import { z } from 'zod';
import { FIRST_FORM, formWithout, parametersOf, type RequestForm } from './ai-form.ts';
import { restate } from './http/restate.ts';
import { ConnectorError, type FetchOptions, type HttpAnswer, send } from './http.ts';

// Schemas: the part of an OpenAI-compatible answer that every server has.

const Answer = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        finish_reason: z.string().nullish(),
        message: z.looseObject({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z
    .looseObject({ total_tokens: z.number().min(0) })
    .nullish()
    .catch(null),
});
const Models = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) });

// Defaults.

const VENDOR = 'AI model';
export const AI_DEFAULTS = { baseUrl: 'https://api.openai.com/v1', timeoutSeconds: 60 } as const;

export interface AiConnection {
  /** The root of the API, with its version: `https://api.openai.com/v1`. */
  baseUrl: string;
  /** Null: a server of one's own that asks for none. */
  apiKey: string | null;
  model: string;
  /** Tokens of one answer. */
  maxAnswerTokens: number;
  /** What its server takes, where that is known from before. Absent: what most servers take. */
  form?: RequestForm;
  /** CIDR ranges that may be reached although they are not public. */
  allowedNetworks: readonly string[];
  fetchOptions?: FetchOptions;
}

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface ChatAnswer {
  text: string | null;
  /** Cut off at its longest, refused, or held back by a filter; null: whole. */
  problem: 'cut' | 'refused' | 'filtered' | null;
  /** Of prompt and answer, as the server counts them; an estimate where it does not. */
  tokens: number;
  /** What the server took: to be kept for its next request. */
  form: RequestForm;
}

// Calls.

/**
 * One answer to a conversation, as JSON for a schema where the server holds its model to one. A server that names a parameter which it does not
 * take is asked again without it. Throws ConnectorError.
 */
export async function complete(
  conn: AiConnection,
  messages: readonly ChatMessage[],
  schema: Record<string, unknown>,
): Promise<ChatAnswer> {
  const { body, form } = await ask(conn, messages, schema);
  const parsed = Answer.safeParse(body);
  if (!parsed.success)
    throw new ConnectorError({ class: 'bad_request', vendor: VENDOR, message: 'the answer has no choices' });
  const { finish_reason, message } = parsed.data.choices[0]!;
  // Some gateways give an empty refusal beside every answer.
  const refused = !!message.refusal || (message.content == null && finish_reason !== 'length');
  const problem = refused
    ? 'refused'
    : finish_reason === 'length'
      ? 'cut'
      : finish_reason === 'content_filter'
        ? 'filtered'
        : null;
  const tokens = parsed.data.usage?.total_tokens ?? estimateTokens(JSON.stringify(messages) + (message.content ?? ''));
  return { text: message.content ?? null, problem, tokens, form };
}

async function ask(
  conn: AiConnection,
  messages: readonly ChatMessage[],
  schema: Record<string, unknown>,
): Promise<{ body: unknown; form: RequestForm }> {
  const { model, maxAnswerTokens } = conn;
  let form = conn.form ?? FIRST_FORM;
  for (;;) {
    try {
      const json = { model, messages, ...parametersOf(form, { maxAnswerTokens, schema }) };
      const { body } = await call(conn, { method: 'POST', path: '/chat/completions', json });
      return { body, form };
    } catch (error) {
      const refused =
        error instanceof ConnectorError && error.class === 'bad_request' ? error.answer?.excerpt : undefined;
      const next = formWithout(form, refused ?? '');
      if (next === null) throw error;
      form = next;
    }
  }
}

/** Lists the models: the cheapest call that needs the key. Null where the server lists none. Throws ConnectorError. */
export async function listModels(conn: AiConnection): Promise<string[] | null> {
  const { body } = await call(conn, { method: 'GET', path: '/models' });
  return Models.safeParse(body).data?.data.map(({ id }) => id) ?? null;
}

/** Tokens that a text may have: a few characters each, and more of them for other scripts. */
export const estimateTokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / 3);

// Errors: `{"error": {"message", "code"}}`. A quota that is used up is 429 as well, and no waiting helps.

const ErrorBody = z.looseObject({
  error: z.looseObject({ message: z.string().nullish(), code: z.union([z.string(), z.number()]).nullish() }),
});

async function call(
  conn: AiConnection,
  { method, path, json }: { method: 'GET' | 'POST'; path: string; json?: unknown },
): Promise<HttpAnswer> {
  return send({
    vendor: VENDOR,
    method,
    url: `${conn.baseUrl.replace(/\/+$/, '')}${path}`,
    headers: conn.apiKey ? { authorization: `Bearer ${conn.apiKey}` } : {},
    ...(json !== undefined && { json }),
    secrets: conn.apiKey ? [conn.apiKey] : [],
    allowedNetworks: conn.allowedNetworks,
    options: conn.fetchOptions,
  }).catch((error) => {
    throw restate(error, ({ class: kind }, body) => {
      const said = ErrorBody.safeParse(body).data?.error;
      const usedUp = kind === 'rate_limited' && said?.code === 'insufficient_quota';
      return { class: usedUp ? 'forbidden' : kind, words: said?.message };
    });
  });
}
