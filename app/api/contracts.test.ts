import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Contract } from '#lib/http/contract.ts';
import { OPERATIONS } from '#lib/http/contracts/index.ts';
import { openApiDocument } from '#lib/http/openapi/document.ts';

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];
/** Has no JSON answer, so no contract; openapi.json tells of it by hand. */
const BY_HAND = ['GET /stream'];

async function served(): Promise<Map<string, Contract | undefined>> {
  const found = new Map<string, Contract | undefined>();
  for (const file of globSync('v1/**/route.ts', { cwd: import.meta.dirname })) {
    const path = `/${file.split('/').slice(1, -1).join('/')}`.replaceAll(/\[(\w+)\]/g, '{$1}');
    const handlers = (await import(join(import.meta.dirname, file))) as Record<string, { contract?: Contract }>;
    for (const method of METHODS) if (handlers[method]) found.set(`${method} ${path}`, handlers[method].contract);
  }
  return found;
}

test('each contract is served by the route at its path, and each route has its contract', async () => {
  const routes = await served();
  const contracts = new Map(OPERATIONS.map(({ contract }) => [`${contract.method} ${contract.path}`, contract]));
  expect([...routes.keys()].filter((name) => !BY_HAND.includes(name)).sort()).toEqual([...contracts.keys()].sort());
  for (const [name, contract] of contracts) expect(routes.get(name), name).toBe(contract);
});

test('ids and paths are unique', () => {
  const ids = OPERATIONS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const paths = OPERATIONS.map(({ contract }) => `${contract.method} ${contract.path}`);
  expect(new Set(paths).size).toBe(paths.length);
});

test('openapi.json tells of every route, and every reference in it leads somewhere', async () => {
  const document = openApiDocument();
  const told = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => METHODS.includes(key.toUpperCase()))
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  const routes = [...(await served()).keys()].map((name) => name.replace(' ', ' /api/v1'));
  const around = [
    'GET /api/health',
    'GET /api/ready',
    'POST /api/hooks/wiz',
    'POST /api/hooks/crowdstrike',
    'POST /api/hooks/sentinelone',
    'GET /api/hooks/okta',
    'POST /api/hooks/okta',
    'POST /api/hooks/slack/commands',
    'POST /api/hooks/slack/interactions',
    'POST /api/hooks/generic/{source}',
  ];
  expect(told.sort()).toEqual([...routes, ...around].sort());

  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((found) => found[1]!);
  expect(references.length).toBeGreaterThan(50);
  for (const reference of new Set(references)) {
    const target = reference.split('/').reduce<unknown>((at, part) => Object(at)[part], document);
    expect(target, reference).toBeTypeOf('object');
  }
  expect(JSON.stringify(document)).not.toContain('$defs');
});

test('openapi.json describes bodies as they are sent and answers as they come', () => {
  const { paths, components } = openApiDocument();
  const schemas = components.schemas as unknown as Record<
    string,
    { properties: Record<string, unknown>; required: string[]; additionalProperties?: boolean }
  >;
  expect(schemas.CaseInput).toMatchObject({ required: ['title', 'severity'], additionalProperties: false });
  expect(schemas.CaseTransition?.properties.wakeAt).toEqual({ type: 'string', format: 'date-time' });
  expect(schemas.CaseView?.required).toEqual(expect.arrayContaining(['key', 'sla', 'version']));

  const patch = paths['/api/v1/cases/{key}']?.patch as Record<string, unknown>;
  expect(patch).toMatchObject({
    operationId: 'updateCase',
    parameters: [{ name: 'key', in: 'path', required: true }, { $ref: '#/components/parameters/IfMatchRequired' }],
    requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/CasePatch' } } } },
    responses: { 200: { headers: { ETag: {} } }, 412: {}, 428: {} },
  });
  const list = paths['/api/v1/cases']?.get as { parameters: { name: string; schema: unknown }[] };
  expect(list.parameters.find(({ name }) => name === 'severity')).toMatchObject({
    in: 'query',
    explode: false,
    schema: { type: 'array', items: { enum: expect.arrayContaining(['critical']) } },
  });
  const keys = paths['/api/v1/api-keys']?.post as { parameters: unknown[] };
  expect(keys.parameters).toEqual([]);
});
