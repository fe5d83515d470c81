import { z } from 'zod';
import * as caseInputs from '../../domain/case.ts';
import * as member from '../../domain/member.ts';
import * as caseViews from '../../domain/views/case.ts';
import * as evidenceViews from '../../domain/views/evidence.ts';
import * as intakeViews from '../../domain/views/intake.ts';
import * as judgementViews from '../../domain/views/judgement.ts';
import * as memberViews from '../../domain/views/member.ts';
import * as observableViews from '../../domain/views/observable.ts';
import * as runViews from '../../domain/views/run.ts';

export type JsonSchema = { [keyword: string]: unknown };

/** The schemas that stand once, under their name, in `components`: those of answers and those of bodies are never the same ones. */
const ANSWERS = {
  ...caseViews,
  ...judgementViews,
  ...observableViews,
  ...evidenceViews,
  ...intakeViews,
  ...memberViews,
  ...runViews,
};
const BODIES = {
  CaseInput: caseInputs.CaseInput,
  CasePatch: caseInputs.CasePatch,
  CaseTransition: caseInputs.CaseTransition,
  MemberInput: member.MemberInput,
  MemberPatch: member.MemberPatch,
};

/** Collects named schemas while a document is made from zod's. */
export function schemaCollector() {
  const components: Record<string, JsonSchema> = {};
  const answers = registryOf(ANSWERS);
  const bodies = registryOf(BODIES);

  function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
    const made = z.toJSONSchema(schema, {
      io,
      target: 'draft-2020-12',
      metadata: io === 'input' ? bodies : answers,
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
        // What every JavaScript integer keeps to says nothing of this one.
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
        if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      },
    });
    const { $schema: _, $defs, ...own } = toComponents(made as JsonSchema) as JsonSchema;
    for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, JsonSchema>)) {
      const { id: __, ...rest } = definition;
      components[name] = rest;
    }
    return own;
  }

  return { components, jsonSchemaOf };
}

function registryOf(schemas: Record<string, unknown>) {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) if (schema instanceof z.ZodObject) registry.add(schema, { id });
  return registry;
}

/** References lead into the document's components instead of the schema's own definitions. */
function toComponents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toComponents);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key === '$ref' && typeof inner === 'string'
        ? [key, inner.replace('#/$defs/', '#/components/schemas/')]
        : [key, toComponents(inner)],
    ),
  );
}
