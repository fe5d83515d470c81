import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenAiEmulator, type OpenAiMode, startOpenAi } from '#e2e/vendors/openai.ts';
import { type AiConnection, complete, listModels } from './ai.ts';
import { FIRST_FORM, formWithout, type RequestForm } from './ai-form.ts';
import type { ConnectorErrorClass } from './http.ts';
import { failing } from './testing/failing.ts';

let model: OpenAiEmulator;
beforeEach(async () => {
  model = await startOpenAi();
});
afterEach(() => model.close());

const conn = (changes: Partial<AiConnection> = {}): AiConnection => ({
  baseUrl: model.baseUrl,
  apiKey: model.apiKey,
  model: model.model,
  maxAnswerTokens: 500,
  allowedNetworks: ['127.0.0.0/8'],
  ...changes,
});
const SCHEMA = {
  type: 'object',
  properties: { verdict: { type: 'string', enum: ['benign', 'malicious'] } },
  required: ['verdict'],
  additionalProperties: false,
};
const words = [
  { role: 'system', content: 'Task: test\nAnswer only with JSON.' },
  { role: 'user', content: '<<<DATA\n{}\nDATA>>>' },
] as const;
const ask = (changes: Partial<AiConnection> = {}, schema: Record<string, unknown> = SCHEMA) =>
  complete(conn(changes), words, schema);

const failsAs = failing(() => [model.apiKey]);

it('brings the answer and what it cost', async () => {
  expect(await ask()).toEqual({
    ...{ text: '{"verdict":"benign"}', problem: null, tokens: expect.any(Number) },
    form: FIRST_FORM,
  });
  expect(model.requests[0]!.json).toMatchObject({
    model: 'soc-model',
    temperature: 0,
    max_tokens: 500,
    response_format: { type: 'json_schema', json_schema: { name: 'response', strict: true, schema: SCHEMA } },
  });
});

describe('a server that does not take everything', () => {
  it.each<[OpenAiMode, requests: number, RequestForm]>([
    ['reasoning', 3, { structure: 'json_schema', limit: 'max_completion_tokens', temperature: false }],
    ['no-schema', 2, { structure: 'json_object', limit: 'max_tokens', temperature: true }],
    ['no-format', 3, { structure: 'none', limit: 'max_tokens', temperature: true }],
  ])('is asked without what it names: %s', async (mode, requests, form) => {
    model.mode = mode;
    model.script = () => ({ verdict: 'malicious' });
    const answer = await ask();
    expect(answer).toMatchObject({ text: '{"verdict":"malicious"}', form });
    expect(model.requests).toHaveLength(requests);
    expect(await ask({ form: answer.form })).toMatchObject({ form });
    expect(model.requests).toHaveLength(requests + 1);
    const { json } = model.requests.at(-1)! as { json: Record<string, unknown> };
    expect(json.max_tokens ?? json.max_completion_tokens).toBe(500);
  });
  it('is given up where it names nothing that could be left out', async () => {
    await failsAs('not_found', ask({ model: 'other' }));
    expect(model.requests).toHaveLength(1);
  });
  it('is asked so often and no more', () => {
    let form: RequestForm | null = FIRST_FORM;
    let steps = 0;
    for (; form; steps += 1) form = formWithout(form, 'max_tokens max_completion_tokens temperature response_format');
    expect(steps).toBe(3);
    expect(formWithout(FIRST_FORM, 'You did something else wrong.')).toBeNull();
  });
});

it('sends no key where there is none', async () => {
  await failsAs('auth', ask({ apiKey: null }));
  expect(model.requests[0]!.headers.authorization).toBeUndefined();
});

it('lists the models', async () => {
  expect(await listModels(conn())).toEqual(['soc-model']);
});

it.each<[OpenAiMode, string | null, unknown]>([
  ['cut', 'cut', expect.any(String)],
  ['refusing', 'refused', null],
  ['filtered', 'filtered', ''],
])('tells when an answer is %s', async (mode, problem, text) => {
  model.mode = mode;
  expect(await ask()).toMatchObject({ problem, text });
});

describe('what goes wrong', () => {
  it.each<[OpenAiMode, ConnectorErrorClass, RegExp]>([
    ['bad-key', 'auth', /Incorrect API key/],
    ['quota', 'forbidden', /exceeded your current quota/],
    ['rate-limited', 'rate_limited', /Rate limit/],
    ['down', 'transient', /overloaded/],
    ['garbled', 'bad_request', /not JSON/],
  ])('%s is %s', async (mode, kind, message) => {
    model.mode = mode;
    expect((await failsAs(kind, ask())).message).toMatch(message);
  });
  it('keeps how long to wait', async () => {
    model.mode = 'rate-limited';
    expect((await failsAs('rate_limited', ask())).retryAfterMs).toBe(2_000);
  });
  it('is over after its time', async () => {
    model.mode = 'slow';
    await failsAs('transient', ask({ fetchOptions: { totalMs: 200, headersMs: 200 } }));
  });
  it('is an unknown model', async () => {
    expect((await failsAs('not_found', ask({ model: 'other' }))).message).toMatch(/does not exist/);
  });
  it('is a schema that strict servers refuse', async () => {
    await failsAs('bad_request', ask({}, { ...SCHEMA, additionalProperties: true }));
    await failsAs(
      'bad_request',
      ask(
        {},
        {
          type: 'object',
          properties: { a: { type: 'string', pattern: 'x' } },
          required: ['a'],
          additionalProperties: false,
        },
      ),
    );
  });
  it('is an address that is not public', async () => {
    await failsAs('refused', ask({ allowedNetworks: [] }));
  });
});
