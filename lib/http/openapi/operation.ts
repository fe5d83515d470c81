import type { z } from 'zod';
import type { Contract } from '../contract.ts';
import { JSON_LIMIT } from '../limits.ts';
import type { JsonSchema } from './schemas.ts';

export type Convert = (schema: z.ZodType, io: 'input' | 'output') => JsonSchema;

const header = (name: string) => ({ $ref: `#/components/parameters/${name}` });
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: PROBLEM } },
});
export const PROBLEM = { $ref: '#/components/schemas/Problem' };

/** An operation of openapi.json, from its contract. */
export function operationOf(id: string, contract: Contract, convert: Convert) {
  const { method, tag, summary, body, upload } = contract;
  return {
    operationId: id,
    tags: [tag],
    summary,
    parameters: parametersOf(contract, convert),
    ...(body
      ? { requestBody: { required: true, content: { 'application/json': { schema: convert(body, 'input') } } } }
      : {}),
    ...(upload ? { requestBody: { required: true, content: { 'application/octet-stream': { schema: FILE } } } } : {}),
    responses: {
      [String(contract.answer.status)]: answerOf(contract, convert),
      ...(method === 'GET' && !contract.query ? {} : { 400: problem('A field is not valid; `errors` says which.') }),
      401: problem('Not signed in, and no API key.'),
      403: problem('The role may not do this.'),
      ...(contract.path.includes('{') ? { 404: problem('Not there, or not to be seen.') } : {}),
      ...(method === 'GET' ? {} : { 409: problem('The state of things does not allow it.') }),
      ...(contract.ifMatch ? { 412: problem('Changed meanwhile; `current` is the case as it is now.') } : {}),
      ...(body
        ? {
            413: problem(`The body has more than ${megabytes(contract)} MB.`),
            415: problem('The body is not sent as JSON.'),
          }
        : {}),
      ...(upload ? { 413: problem(`The file has more than ${upload / 1024 / 1024} MB.`) } : {}),
      ...(isReplayed(contract) ? { 422: problem('The Idempotency-Key was used for another request.') } : {}),
      ...(contract.ifMatch === 'required' ? { 428: problem('If-Match is missing.') } : {}),
      429: problem('Too many requests of this API key; `Retry-After` says when.'),
      503: problem('The database cannot be reached; `Retry-After` says when to come again.'),
    },
  };
}

const FILE = { type: 'string', format: 'binary' };
const megabytes = ({ bodyLimit = JSON_LIMIT }: Contract) => bodyLimit / 1024 / 1024;
const isReplayed = ({ method, neverReplayed }: Contract) => method === 'POST' && !neverReplayed;

function parametersOf(contract: Contract, convert: Convert): JsonSchema[] {
  const names = [...contract.path.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!);
  return [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...(contract.query ? queryParameters(convert(contract.query, 'input')) : []),
    ...(contract.ifMatch ? [header(contract.ifMatch === 'required' ? 'IfMatchRequired' : 'IfMatch')] : []),
    ...(isReplayed(contract) ? [header('IdempotencyKey')] : []),
  ];
}

function queryParameters({ properties = {}, required = [] }: JsonSchema): JsonSchema[] {
  return Object.entries(properties as Record<string, JsonSchema>).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: (required as string[]).includes(name),
    ...(description ? { description } : {}),
    // A comma list and a repeated parameter mean the same.
    ...(schema.type === 'array' ? { style: 'form', explode: false } : {}),
    schema,
  }));
}

function answerOf({ answer, etag, method }: Contract, convert: Convert) {
  const headers = {
    ...(etag ? { ETag: { $ref: '#/components/headers/ETag' } } : {}),
    ...(method === 'POST' && answer.status === 201 ? { Location: { $ref: '#/components/headers/Location' } } : {}),
  };
  return {
    description: answer.status === 202 ? 'Taken; the work goes on.' : 'Done.',
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(answer.schema ? { content: { 'application/json': { schema: convert(answer.schema, 'output') } } } : {}),
    ...(answer.media ? { content: { [answer.media]: { schema: { type: 'string', format: 'binary' } } } } : {}),
  };
}
