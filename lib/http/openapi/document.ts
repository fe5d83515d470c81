import { SESSION_COOKIE } from '../../auth/cookie.ts';
import { OPERATIONS } from '../contracts/index.ts';
import { VERSION } from '../health.ts';
import { HOOK_SECURITY, pathsAround } from './around.ts';
import { operationOf } from './operation.ts';
import { schemaCollector } from './schemas.ts';

const DESCRIPTION = `
Errors are \`application/problem+json\` (RFC 9457), with \`errors: [{pointer, message}]\` for bad fields. Unknown fields are refused.
Lists take \`limit\` (at most 200) and \`cursor\`, and answer \`{items, nextCursor, count: {value, capped}}\`; counts stop at 10,000 and say so.
Times are ISO 8601 in UTC, durations are seconds. API keys have a number of requests a minute (\`RateLimit-*\` headers).`.trim();

const TAGS: Record<string, string> = {
  Cases: 'Open, work and close cases.',
  Observables: 'Indicators, one of each in the whole system.',
  'Own assets': 'What the house owns, and nobody takes for the attacker’s.',
  Runs: 'What the automations did, step by step.',
  Automations: 'The workflows and the runbooks.',
  Deliveries: 'What vendors sent, and what became of it.',
  Scout: 'What the AI analyst has found and done, and taking it back.',
  Connectors: 'The vendors and the named sources.',
  Mappings: 'The expressions that turn a vendor’s body into a case.',
  Members: 'People, Scout and API keys.',
  Me: 'The caller.',
  Stream: 'Changes as they happen.',
  Hooks: 'Where vendors deliver their events.',
  System: 'Health.',
};

/** openapi.json: OpenAPI 3.1, made of the same schemas that the API parses with. */
export function openApiDocument() {
  const { components, jsonSchemaOf } = schemaCollector();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { id, contract } of OPERATIONS) {
    const path = `/api/v1${contract.path}`;
    paths[path] = { ...paths[path], [contract.method.toLowerCase()]: operationOf(id, contract, jsonSchemaOf) };
  }
  Object.assign(paths, pathsAround(jsonSchemaOf));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Watchfloor',
      version: VERSION,
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    security: [{ apiKey: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key, `wf_…`.' },
        session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
        ...HOOK_SECURITY,
      },
      parameters: PARAMETERS,
      headers: HEADERS,
      schemas: { Problem, ...components },
    },
  };
}

const etagValue = { type: 'string', examples: ['"3"'] };

const PARAMETERS = {
  IfMatchRequired: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description:
      'The ETag that was read, or `*`: the change is refused (412) where a field that it sets was changed since.',
    schema: etagValue,
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'The ETag that was read; without it the change is made in any case.',
    schema: etagValue,
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'Makes a repetition safe: the same key and body get the first answer again.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
};

const HEADERS = {
  ETag: { description: 'The version, for If-Match.', schema: etagValue },
  Location: { description: 'Where the new thing stands.', schema: { type: 'string' } },
};

const Problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'message'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer into the body or the query.' },
          message: { type: 'string' },
        },
      },
    },
    current: { description: 'With 412: the thing as it is now.' },
  },
};
