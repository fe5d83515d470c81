/** The part of an OpenAPI 3.1 document that the page reads. */
export interface OpenApi {
  info?: { title?: string; version?: string; description?: string };
  tags?: { name: string; description?: string }[];
  paths?: Record<string, Record<string, unknown>>;
  components?: { schemas?: Record<string, JsonSchema> };
}
export type JsonSchema = { [keyword: string]: unknown };

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description: string;
  schema: JsonSchema;
}

export interface Operation {
  /** Unique on the page, usable as a fragment. */
  id: string;
  method: Method;
  path: string;
  tag: string;
  summary: string;
  description: string;
  parameters: Parameter[];
  body: JsonSchema | null;
  answers: { status: string; description: string; schema: JsonSchema | null }[];
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

export interface OperationGroup {
  tag: string;
  description: string;
  operations: Operation[];
}

/** Every operation of the document, by tag: the document's own order of tags first, then as they come. */
export function groupsOf(document: OpenApi): OperationGroup[] {
  const groups = new Map<string, OperationGroup>();
  for (const { name, description } of document.tags ?? []) {
    groups.set(name, { tag: name, description: description ?? '', operations: [] });
  }
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const raw = item[method];
      if (!isObject(raw)) continue;
      const operation = operationOf(document, path, method, raw, item.parameters);
      const group = groups.get(operation.tag) ?? { tag: operation.tag, description: '', operations: [] };
      groups.set(operation.tag, { ...group, operations: [...group.operations, operation] });
    }
  }
  return [...groups.values()].filter(({ operations }) => operations.length > 0);
}

function operationOf(document: OpenApi, path: string, method: Method, raw: JsonSchema, shared: unknown): Operation {
  const tags = Array.isArray(raw.tags) ? raw.tags : [];
  return {
    id: `${method}-${path.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-|-$/g, '')}`,
    method,
    path,
    tag: typeof tags[0] === 'string' ? tags[0] : 'other',
    summary: textOf(raw.summary),
    description: textOf(raw.description),
    parameters: [...listOf(shared), ...listOf(raw.parameters)].flatMap((parameter) => parameterOf(document, parameter)),
    body: schemaOf(resolve(document, raw.requestBody)),
    answers: Object.entries(isObject(raw.responses) ? raw.responses : {}).map(([status, answer]) => {
      const resolved = resolve(document, answer);
      return { status, description: textOf(resolved.description), schema: schemaOf(resolved) };
    }),
  };
}

function parameterOf(document: OpenApi, raw: unknown): Parameter[] {
  const parameter = resolve(document, raw);
  const where = parameter.in;
  if (typeof parameter.name !== 'string' || (where !== 'path' && where !== 'query' && where !== 'header')) return [];
  return [
    {
      name: parameter.name,
      in: where,
      required: parameter.required === true,
      description: textOf(parameter.description),
      schema: resolve(document, parameter.schema),
    },
  ];
}

/** The schema of the first JSON-like content of a request body or an answer. */
function schemaOf(carrier: JsonSchema): JsonSchema | null {
  if (!isObject(carrier.content)) return null;
  const found = Object.entries(carrier.content).find(([type]) => type.includes('json'));
  return found && isObject(found[1]) && isObject(found[1].schema) ? found[1].schema : null;
}

/** Follows `$ref` within the document; what leads nowhere is an empty schema. */
export function resolve(document: OpenApi, value: unknown): JsonSchema {
  let current = value;
  for (let hops = 0; hops < 16 && isObject(current); hops++) {
    const { $ref } = current;
    if (typeof $ref !== 'string') return current;
    current = $ref
      .replace(/^#\//, '')
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>((at, part) => (isObject(at) && Object.hasOwn(at, part) ? at[part] : undefined), document);
  }
  return {};
}

export function isObject(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
