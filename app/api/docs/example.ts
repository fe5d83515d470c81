import { isObject, type JsonSchema, type OpenApi, resolve } from './operations.ts';

const DEEPEST = 6;

/**
 * A value that a schema describes, to begin a request body with: examples and defaults where the schema has them, only the required
 * properties of an object (all, where none is required), one item of an array.
 */
export function exampleOf(document: OpenApi, schema: JsonSchema, depth = 0): unknown {
  const resolved = resolve(document, schema);
  if ('example' in resolved) return resolved.example;
  if (Array.isArray(resolved.examples) && resolved.examples.length > 0) return resolved.examples[0];
  if ('default' in resolved) return resolved.default;
  if ('const' in resolved) return resolved.const;
  if (Array.isArray(resolved.enum)) return resolved.enum[0];
  const choice = [resolved.anyOf, resolved.oneOf].find(Array.isArray)?.[0];
  if (isObject(choice)) return exampleOf(document, choice, depth + 1);
  if (depth > DEEPEST) return null;
  if (Array.isArray(resolved.allOf)) return mergedExample(document, resolved.allOf, depth);
  return exampleByType(document, resolved, depth);
}

function mergedExample(document: OpenApi, schemas: unknown[], depth: number): unknown {
  const parts = schemas.filter(isObject).map((part) => exampleOf(document, part, depth + 1));
  return Object.assign({}, ...parts.filter(isObject));
}

function exampleByType(document: OpenApi, schema: JsonSchema, depth: number): unknown {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object' || isObject(schema.properties)) return exampleObject(document, schema, depth);
  if (type === 'array') return isObject(schema.items) ? [exampleOf(document, schema.items, depth + 1)] : [];
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number')
    return typeof schema.minimum === 'number' ? Math.max(schema.minimum, 0) : 0;
  if (type === 'string') return exampleText(schema.format);
  return null;
}

function exampleObject(document: OpenApi, schema: JsonSchema, depth: number): Record<string, unknown> {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required =
    Array.isArray(schema.required) && schema.required.length > 0 ? schema.required : Object.keys(properties);
  const named = Object.entries(properties).filter(([name]) => required.includes(name));
  return Object.fromEntries(
    named.map(([name, property]) => [name, exampleOf(document, isObject(property) ? property : {}, depth + 1)]),
  );
}

function exampleText(format: unknown): string {
  switch (format) {
    case 'date-time':
      return '2026-01-31T08:30:00Z';
    case 'email':
      return 'analyst@example.com';
    case 'uri':
    case 'url':
      return 'https://example.com';
    case 'uuid':
      return '00000000-0000-4000-8000-000000000000';
    default:
      return 'text';
  }
}
