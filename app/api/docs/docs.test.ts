import { describe, expect, it } from 'vitest';
import { exampleOf } from './example.ts';
import { groupsOf, type OpenApi } from './operations.ts';
import { curlOf, prepare, problemOf } from './request.ts';

const document: OpenApi = {
  tags: [{ name: 'runs', description: 'What ran.' }],
  paths: {
    '/api/v1/cases/{key}': {
      parameters: [{ name: 'key', in: 'path', required: true, schema: { type: 'string' } }],
      get: { tags: ['cases'], summary: 'One case', responses: { 200: { description: 'The case' } } },
      patch: {
        tags: ['cases'],
        summary: 'Change a case',
        parameters: [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } }],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/CasePatch' } } } },
        responses: { 200: { description: 'ok', content: { 'application/json': { schema: { type: 'object' } } } } },
      },
    },
    '/api/v1/runs': {
      get: { tags: ['runs'], parameters: [{ name: 'status', in: 'query', schema: { type: 'string' } }], responses: {} },
    },
  },
  components: {
    schemas: {
      CasePatch: {
        type: 'object',
        required: ['title'],
        properties: { title: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
      },
      Loop: { type: 'object', properties: { next: { $ref: '#/components/schemas/Loop' } } },
    },
  },
};
const groups = groupsOf(document);
const patch = groups.flatMap(({ operations }) => operations).find(({ method }) => method === 'patch')!;

describe('groupsOf', () => {
  it('groups by tag, the named tags first', () => {
    expect(groups.map(({ tag, operations }) => [tag, operations.length])).toEqual([
      ['runs', 1],
      ['cases', 2],
    ]);
  });
  it('gives an operation the parameters of its path', () => {
    expect(patch.parameters.map(({ name, in: where }) => [where, name])).toEqual([
      ['path', 'key'],
      ['header', 'If-Match'],
    ]);
  });
});

describe('exampleOf', () => {
  it('follows references and keeps to what is required', () => {
    expect(exampleOf(document, patch.body!)).toEqual({ title: 'text' });
  });
  it('ends on a schema that holds itself', () => {
    expect(JSON.stringify(exampleOf(document, { $ref: '#/components/schemas/Loop' })).length).toBeLessThan(200);
  });
  it.each([
    [{ type: 'string', enum: ['low', 'high'] }, 'low'],
    [{ type: ['string', 'null'], format: 'email' }, 'analyst@example.com'],
    [{ anyOf: [{ type: 'integer', minimum: 3 }, { type: 'null' }] }, 3],
    [{ type: 'boolean', default: false }, false],
    [{ $ref: '#/nowhere' }, null],
  ])('%j begins as %j', (schema, example) => expect(exampleOf(document, schema)).toEqual(example));
});

describe('prepare', () => {
  const values = { 'path:key': 'CASE-7/..', 'header:If-Match': '"3"' };
  it('fills path, headers and body, and encodes what is written', () => {
    const { url, init } = prepare(patch, { values, body: '{"title":"x"}', apiKey: '' });
    expect(url).toBe('/api/v1/cases/CASE-7%2F..');
    expect(init).toMatchObject({ method: 'PATCH', body: '{"title":"x"}', credentials: 'same-origin' });
    expect(init.headers).toMatchObject({ 'if-match': '"3"', 'content-type': 'application/json' });
  });
  it('sends a key without the session', () => {
    const { init } = prepare(patch, { values, body: '', apiKey: ' wf_abc ' });
    expect(init).toMatchObject({ credentials: 'omit', headers: { authorization: 'Bearer wf_abc' } });
    expect(init.body).toBeUndefined();
  });
  it('says what is missing', () => {
    expect(problemOf(patch, { values: { 'path:key': 'CASE-7' }, body: '', apiKey: '' })).toContain('If-Match');
    expect(problemOf(patch, { values, body: '{', apiKey: '' })).toContain('no JSON');
    expect(problemOf(patch, { values, body: '{}', apiKey: '' })).toBeNull();
  });
  it('writes a curl line that never holds the key', () => {
    const line = curlOf(
      prepare(patch, { values, body: `{"title":"it's"}`, apiKey: 'wf_secret' }),
      'https://floor.example',
    );
    expect(line).not.toContain('wf_secret');
    expect(line).toContain(`'{"title":"it'\\''s"}'`);
  });
});
