import { z } from 'zod';

type Json = Record<string, unknown>;

/**
 * A schema as every OpenAI-compatible server takes it: objects with all keys required and no others, enumerations, texts, numbers,
 * truth values, lists, null. Lengths, ranges, patterns and formats are left out; zod checks them when the answer is here. Throws for a
 * schema that refers to itself.
 */
export function modelSchema(schema: z.ZodType): Json {
  return plain(z.toJSONSchema(schema, { target: 'draft-7', io: 'output', reused: 'inline', cycles: 'throw' }) as Json);
}

function plain(schema: Json): Json {
  const { type, properties, items, anyOf, oneOf, description } = schema;
  const said = typeof description === 'string' ? { description } : {};
  const choices = anyOf ?? oneOf;
  if (Array.isArray(choices)) return { ...said, anyOf: choices.map((one) => plain(one as Json)) };
  if (Array.isArray(schema.enum)) return { ...said, type: type ?? 'string', enum: schema.enum };
  if ('const' in schema) return { ...said, type: type ?? 'string', enum: [schema.const] };
  if (type === 'object' || properties) {
    const all = Object.entries((properties ?? {}) as Record<string, Json>);
    return {
      ...said,
      type: 'object',
      properties: Object.fromEntries(all.map(([name, one]) => [name, plain(one)])),
      required: all.map(([name]) => name),
      additionalProperties: false,
    };
  }
  if (type === 'array') return { ...said, type, items: plain((items ?? {}) as Json) };
  return { ...said, type: type ?? 'string' };
}
