import { Health } from '../health.ts';
import { Readiness } from '../readiness.ts';
import { type Convert, PROBLEM } from './operation.ts';

/** What is reached beside the operations with contracts: hooks, stream, health. */
export function pathsAround(convert: Convert) {
  const json = (schema: unknown) => ({ 'application/json': { schema } });
  const open = { security: [], tags: ['System'] };
  return {
    '/api/v1/stream': {
      get: {
        operationId: 'stream',
        tags: ['Stream'],
        summary: 'What changes, as server-sent events',
        description:
          'First `event: hello`, then an `event: change` for each change that the caller may see, with ' +
          '`{name, key?, deliveryId?, setting?}` as data: read again what it names. `Last-Event-ID` goes on after an id; who has missed too much gets `event: reset` instead: read everything again. A comment comes every 15 s.',
        parameters: [{ name: 'Last-Event-ID', in: 'header', required: false, schema: { type: 'string' } }],
        responses: {
          200: {
            description: 'A stream without an end.',
            content: { 'text/event-stream': { schema: { type: 'string' } } },
          },
          401: {
            description: 'Not signed in, and no API key.',
            content: { 'application/problem+json': { schema: PROBLEM } },
          },
        },
      },
    },
    '/api/hooks/wiz': { post: hook('wizHook', 'Wiz’s issues and detections', [{ wizToken: [] }, { wizBasic: [] }]) },
    '/api/hooks/crowdstrike': {
      post: hook('crowdstrikeHook', 'Falcon’s alerts, from a Fusion workflow', [
        { connectorToken: [] },
        { fusionSignature: [] },
      ]),
    },
    '/api/hooks/sentinelone': { post: hook('sentineloneHook', 'SentinelOne’s threats', [{ connectorToken: [] }]) },
    '/api/hooks/okta': {
      get: {
        operationId: 'oktaHookChallenge',
        tags: ['Hooks'],
        summary: 'Okta’s one-time question whether the hook is ours',
        security: [{ oktaSecret: [] }, {}],
        parameters: [
          { name: 'X-Okta-Verification-Challenge', in: 'header', required: true, schema: { type: 'string' } },
        ],
        responses: {
          200: {
            description: 'The challenge.',
            content: json({
              type: 'object',
              properties: { verification: { type: 'string' } },
              required: ['verification'],
            }),
          },
          400: { description: 'No challenge.', content: { 'application/problem+json': { schema: PROBLEM } } },
          401: {
            description: 'A wrong secret, or the connector is switched off or has none.',
            content: { 'application/problem+json': { schema: PROBLEM } },
          },
        },
      },
      post: oktaHook(),
    },
    '/api/hooks/slack/commands': { post: slackHook('slackCommands', 'Slack’s slash commands') },
    '/api/hooks/slack/interactions': {
      post: slackHook('slackInteractions', 'What people press, choose and send in Slack'),
    },
    '/api/hooks/generic/{source}': {
      parameters: [{ name: 'source', in: 'path', required: true, schema: { type: 'string' } }],
      post: hook('genericHook', 'A named source’s alerts', [
        { sourceToken: [] },
        { sourceTokenHeader: [] },
        { sourceSignature: [] },
        { sourceToken: [], sourceSignature: [] },
      ]),
    },
    '/api/health': {
      get: {
        ...open,
        operationId: 'health',
        summary: 'Whether this process answers',
        responses: { 200: { description: 'It does.', content: json(convert(Health, 'output')) } },
      },
    },
    '/api/ready': {
      get: {
        ...open,
        operationId: 'ready',
        summary: 'Whether everything behind it works: database, migrations, engine',
        responses: {
          200: { description: 'It does.', content: json(convert(Readiness, 'output')) },
          503: { description: 'It does not; `checks` says what.', content: json(convert(Readiness, 'output')) },
        },
      },
    },
  };
}

function hook(operationId: string, summary: string, security: Record<string, string[]>[]) {
  const problem = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: PROBLEM } },
  });
  return {
    operationId,
    tags: ['Hooks'],
    summary,
    description:
      'Any JSON of at most 8 MB and 64 levels. A body of another shape than the mapping expects is accepted and put into quarantine.',
    security,
    requestBody: { required: true, content: { 'application/json': { schema: {} } } },
    responses: {
      202: {
        description: 'Stored. A duplicate equals the latest event of the same object and starts nothing.',
        headers: { 'Watchfloor-Delivery': { description: 'The delivery’s id.', schema: { type: 'string' } } },
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: { deliveryId: { type: 'string' }, duplicate: { type: 'boolean' } },
              required: ['deliveryId', 'duplicate'],
            },
          },
        },
      },
      400: problem('Not JSON in UTF-8, or nested too deep.'),
      401: problem('The sender is not known: wrong secret, unknown source, or switched off.'),
      413: problem('The body has more than 8 MB.'),
      503: problem('The database cannot be reached: nothing is stored, send it again.'),
    },
  };
}

/** Okta wants an empty answer. */
function oktaHook() {
  const { responses, ...rest } = hook('oktaHook', 'Okta’s events, several in a request', [{ oktaSecret: [] }]);
  const { 202: stored, ...problems } = responses;
  return {
    ...rest,
    responses: {
      204: {
        description: 'Stored: each event is a delivery of its own, and one whose uuid was here before a duplicate.',
        headers: {
          'Watchfloor-Delivery': {
            description: 'The id of the first one; it names the others.',
            schema: stored.headers['Watchfloor-Delivery'].schema,
          },
        },
      },
      ...problems,
    },
  };
}

/** Slack signs forms, and waits three seconds. */
function slackHook(operationId: string, summary: string) {
  const { 400: unreadable, 401: unsigned, 503: away } = hook(operationId, summary, []).responses;
  return {
    operationId,
    tags: ['Hooks'],
    summary,
    description: 'A form, signed by Slack within five minutes; `X-Slack-Request-Timestamp` is part of what is signed.',
    security: [{ slackSignature: [] }],
    requestBody: {
      required: true,
      content: { 'application/x-www-form-urlencoded': { schema: { type: 'object', additionalProperties: true } } },
    },
    responses: {
      200: {
        description: 'Taken. What Slack is to show is in the body; else it is empty.',
        content: { 'application/json': { schema: { type: 'object', additionalProperties: true } } },
      },
      400: { ...unreadable, description: 'No form that Slack sends.' },
      401: { ...unsigned, description: 'Not signed with the secret that is set, or not within five minutes.' },
      503: { ...away, description: 'The database cannot be reached: nothing is stored.' },
    },
  };
}

export const HOOK_SECURITY = {
  slackSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Slack-Signature',
    description: '`v0=` and the HMAC-SHA256 of version, time and raw body in hex, with the connector’s signingSecret.',
  },
  oktaSecret: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'The connector’s hookSecret, as it was registered at Okta.',
  },
  connectorToken: { type: 'http', scheme: 'bearer', description: 'The connector’s webhookToken.' },
  fusionSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'X-CS-Primary-Signature',
    description:
      'Of Falcon Fusion, with the connector’s fusionSecret, over body and `X-CS-Delivery-Timestamp` of the last five minutes: base64 of HMAC-SHA256 over body and time, or hex of it over time and body. Where a fusionSecret is set, nothing else is taken.',
  },
  wizToken: { type: 'http', scheme: 'bearer', description: 'The connector’s webhookToken.' },
  wizBasic: { type: 'http', scheme: 'basic', description: 'The connector’s webhookUser and webhookPassword.' },
  sourceToken: { type: 'http', scheme: 'bearer', description: 'The source’s webhookToken.' },
  sourceTokenHeader: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Watchfloor-Token',
    description: 'The same in a header of its own.',
  },
  sourceSignature: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Watchfloor-Signature',
    description:
      '`sha256=` and the HMAC-SHA256 of the raw body in hex, with the source’s hmacSecret; needed where that is set.',
  },
};
