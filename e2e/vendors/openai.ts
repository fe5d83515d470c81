import { slowness } from './faults.ts';
import { capableAnswer } from './openai-capable.ts';
import { type RecordedRequest, startVendor, type VendorAnswer, type VendorServer } from './server.ts';

interface ChatRequest {
  model?: unknown;
  messages?: { role: string; content: string }[];
  max_tokens?: unknown;
  max_completion_tokens?: unknown;
  temperature?: unknown;
  response_format?: {
    type?: string;
    json_schema?: { name?: string; strict?: boolean; schema?: Record<string, unknown> };
  };
}

/** What a model is asked: the system's words, the data within the fence (null: it was given none), and the schema. */
export interface Asked {
  task: string;
  system: string;
  data: unknown;
  schema: Record<string, unknown>;
}

/**
 * `scripted`: its script's answer. `fenced`: the same in a block of Markdown. `explained`: that, between sentences and beside an empty refusal. `cut`: half of it. `refusing`: a refusal. `wrong-enum`: a value
 * outside of the schema. `wrong-once`: that, and the right answer when it is asked again. `chatty`: words and no JSON. `filtered`: held back.
 * `capable`: an answer of its own, made of what it is shown. The others are the server's: `bad-key`, `quota`, `rate-limited`, `down`, `slow`,
 * `garbled`; `reasoning` takes neither `max_tokens` nor a temperature, `no-schema` takes JSON alone, `no-format` no form at all.
 */
export type OpenAiMode =
  | 'scripted'
  | 'fenced'
  | 'explained'
  | 'cut'
  | 'refusing'
  | 'wrong-enum'
  | 'wrong-once'
  | 'chatty'
  | 'filtered'
  | 'capable'
  | 'reasoning'
  | 'no-schema'
  | 'no-format'
  | 'bad-key'
  | 'quota'
  | 'rate-limited'
  | 'down'
  | 'slow'
  | 'garbled';

export interface OpenAiOptions {
  port?: number;
  apiKey?: string;
  model?: string;
  slowMs?: number;
}

export interface OpenAiEmulator extends VendorServer {
  /** `…/v1`. */
  baseUrl: string;
  apiKey: string;
  model: string;
  mode: OpenAiMode;
  /** The answer's content for a task; null: the least that its schema allows. */
  script: ((asked: Asked) => unknown) | null;
  /** What it was asked, oldest first. */
  asked: Asked[];
}

const KEYWORDS = [
  'pattern',
  'format',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  '$ref',
  '$defs',
  'exclusiveMinimum',
];

/** Starts an OpenAI-compatible server on 127.0.0.1 that takes no request a strict one would refuse. */
export async function startOpenAi(options: OpenAiOptions = {}): Promise<OpenAiEmulator> {
  const { apiKey = 'emulator-model-key', model = 'soc-model', slowMs = 5_000 } = options;
  let answers = 0;

  const server = await startVendor(async (request, closing) => {
    if (emulator.mode === 'bad-key' || request.headers.authorization !== `Bearer ${apiKey}`)
      return failure(401, 'Incorrect API key provided.', 'invalid_api_key');
    await slowness(emulator, slowMs, closing);
    if (emulator.mode === 'quota') return failure(429, 'You exceeded your current quota.', 'insufficient_quota');
    if (emulator.mode === 'rate-limited')
      return { ...failure(429, 'Rate limit reached.', 'rate_limit_exceeded'), headers: { 'retry-after': '2' } };
    if (emulator.mode === 'down') return failure(503, 'The engine is overloaded.', null);
    if (emulator.mode === 'garbled') return { headers: { 'content-type': 'text/html' }, body: '<html>gateway</html>' };
    if (request.method === 'GET' && request.path === '/v1/models')
      return { body: { object: 'list', data: [{ id: model, object: 'model', created: 1, owned_by: 'emulator' }] } };
    if (request.method === 'POST' && request.path === '/v1/chat/completions') return chat(request);
    return failure(404, `Unknown request URL: ${request.method} ${request.path}.`, 'unknown_url');
  }, options);

  function chat({ json, headers }: RecordedRequest): VendorAnswer {
    if (!headers['content-type']?.startsWith('application/json') || typeof json !== 'object' || json === null)
      return failure(400, 'We could not parse the JSON body of your request.', null);
    const body = json as ChatRequest;
    if (body.model !== model) return failure(404, `The model ${String(body.model)} does not exist.`, 'model_not_found');
    const wrong = OWN_TERMS[emulator.mode]?.(body) ?? refusalOf(problemOf(body, emulator.mode));
    if (wrong) return wrong;
    const asked = askedOf(body);
    emulator.asked.push(asked);
    answers += 1;
    const content = contentOf(asked, body.messages!.length > 2);
    return {
      body: {
        id: `chatcmpl-${answers}`,
        object: 'chat.completion',
        created: 1_768_206_901,
        model,
        choices: [{ index: 0, logprobs: null, ...content }],
        usage: tokensOf(body, content.message.content ?? ''),
      },
    };
  }

  function contentOf(asked: Asked, again: boolean) {
    const own = emulator.mode === 'capable' ? capableAnswer(asked) : emulator.script?.(asked);
    const text = JSON.stringify(own ?? leastOf(asked.schema));
    const say = (content: string | null, finish_reason = 'stop', refusal: string | null = null) => ({
      finish_reason,
      message: { role: 'assistant', content, refusal },
    });
    if (emulator.mode === 'fenced') return say(`\`\`\`json\n${text}\n\`\`\``);
    if (emulator.mode === 'explained')
      return say(`Here is {my} answer:\n\`\`\`json\n${text}\n\`\`\`\nI hope that it helps.`, 'stop', '');
    if (emulator.mode === 'cut') return say(text.slice(0, Math.floor(text.length / 2)), 'length');
    if (emulator.mode === 'refusing') return say(null, 'stop', 'I cannot help with that.');
    if (emulator.mode === 'filtered') return say('', 'content_filter');
    if (emulator.mode === 'chatty') return say('Sure! Here is what I think of it: it looks fine to me.');
    if (emulator.mode === 'wrong-enum' || (emulator.mode === 'wrong-once' && !again))
      return say(
        text
          .replace(/"(?:benign|unknown|suspicious|malicious)"/, '"perfectly-fine"')
          .replace('"sentences"', '"lines"')
          .replace('"fields"', '"pieces"'),
      );
    return say(text);
  }

  const emulator: OpenAiEmulator = {
    ...server,
    baseUrl: `${server.url}/v1`,
    apiKey,
    model,
    mode: 'scripted',
    script: null,
    asked: [],
  };
  return emulator;
}

const refusalOf = (problem: string | null): VendorAnswer | null =>
  problem === null ? null : failure(400, problem, 'invalid_request_error');

/** What servers say that do not take everything, each in its own form. */
const OWN_TERMS: Partial<Record<OpenAiMode, (body: ChatRequest) => VendorAnswer | null>> = {
  reasoning: ({ max_tokens, temperature }) => {
    if (max_tokens !== undefined)
      return unsupported(
        'max_tokens',
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      );
    if (temperature !== undefined && temperature !== 1)
      return unsupported(
        'temperature',
        "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
      );
    return null;
  },
  'no-schema': ({ response_format }) =>
    response_format?.type === 'json_schema'
      ? {
          status: 400,
          body: {
            object: 'error',
            message: "response_format.type 'json_schema' is not known",
            type: 'BadRequestError',
          },
        }
      : null,
  'no-format': ({ response_format }) =>
    response_format === undefined
      ? null
      : { status: 422, body: { detail: [{ type: 'extra_forbidden', loc: ['body', 'response_format'] }] } },
};

const unsupported = (param: string, message: string): VendorAnswer => ({
  status: 400,
  body: { error: { message, type: 'invalid_request_error', param, code: 'unsupported_parameter' } },
});

/** What a strict server says of a request, or null. */
function problemOf(
  { messages, response_format, max_tokens, max_completion_tokens }: ChatRequest,
  mode: OpenAiMode,
): string | null {
  if (!Array.isArray(messages) || messages.length === 0) return "Missing required parameter: 'messages'.";
  if (
    messages.some(({ role, content }) => !['system', 'user', 'assistant'].includes(role) || typeof content !== 'string')
  )
    return "Invalid value for 'messages'.";
  const limit = mode === 'reasoning' ? max_completion_tokens : max_tokens;
  if (!Number.isInteger(limit)) return "Invalid type for 'max_tokens'.";
  if (mode === 'no-format') return null;
  if (mode === 'no-schema' && response_format?.type === 'json_object')
    return messages.some(({ content }) => /json/i.test(content)) ? null : "'messages' must contain the word 'json'.";
  const format = response_format?.json_schema;
  if (response_format?.type !== 'json_schema' || !format?.name || format.strict !== true || !format.schema)
    return "Missing required parameter: 'response_format.json_schema'.";
  return schemaProblem(format.schema, 'response');
}

/** The part of JSON Schema that strict servers take. */
function schemaProblem(schema: Record<string, unknown>, path: string): string | null {
  const odd = KEYWORDS.find((word) => word in schema);
  if (odd) return `Invalid schema for response_format: '${odd}' is not permitted at ${path}.`;
  if (Array.isArray(schema.anyOf))
    return schema.anyOf.map((one) => schemaProblem(one as Record<string, unknown>, path)).find(Boolean) ?? null;
  if (schema.type === undefined) return `Invalid schema for response_format: no type at ${path}.`;
  if (schema.type === 'array') return schemaProblem((schema.items ?? {}) as Record<string, unknown>, `${path}[]`);
  if (schema.type !== 'object') return null;
  const properties = (schema.properties ?? {}) as Record<string, Record<string, unknown>>;
  if (schema.additionalProperties !== false) return `'additionalProperties' is required to be false at ${path}.`;
  const required = (schema.required ?? []) as string[];
  if (Object.keys(properties).some((name) => !required.includes(name)))
    return `'required' must name every key of ${path}.`;
  return (
    Object.entries(properties)
      .map(([name, one]) => schemaProblem(one, `${path}.${name}`))
      .find(Boolean) ?? null
  );
}

function askedOf({ messages, response_format }: ChatRequest): Asked {
  const system = messages![0]!.content;
  const user = messages!.find(({ role }) => role === 'user')!.content;
  const lines = user.split('\n');
  return {
    task: /^Task: (\S+)/.exec(system)?.[1] ?? '',
    system,
    data: lines.length > 2 ? JSON.parse(lines.slice(1, -1).join('\n')) : null,
    schema: response_format?.json_schema?.schema ?? JSON.parse(/^The schema: (.+)$/m.exec(system)?.[1] ?? '{}'),
  };
}

/** The least value that a schema allows. */
function leastOf(schema: Record<string, unknown>): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (Array.isArray(schema.anyOf)) return leastOf(schema.anyOf[0] as Record<string, unknown>);
  if (schema.type === 'array') return [];
  if (schema.type === 'number' || schema.type === 'integer') return 0;
  if (schema.type === 'boolean') return false;
  if (schema.type !== 'object') return '';
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Record<string, unknown>>);
  return Object.fromEntries(properties.map(([name, one]) => [name, leastOf(one)]));
}

function tokensOf({ messages }: ChatRequest, answer: string) {
  const prompt = Math.ceil(messages!.reduce((sum, { content }) => sum + content.length, 0) / 4);
  const completion = Math.ceil(answer.length / 4);
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

const failure = (status: number, message: string, code: string | null): VendorAnswer => ({
  status,
  body: { error: { message, type: status === 400 ? 'invalid_request_error' : 'server_error', param: null, code } },
});
