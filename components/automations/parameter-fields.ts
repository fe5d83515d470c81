import { OBSERVABLE_TYPES, type ObservableType } from '#lib/domain/observables/types.ts';
import { sourceName } from '../observables/source-names.ts';
import { observableTypeName } from '../ui/names.ts';

/** How one parameter is edited. `none` is a shape that this form cannot edit: it is shown as JSON and sent back unchanged. */
export type ParameterField = {
  name: string;
  label: string;
  description: string;
  /** The shipped value, where the schema tells one. */
  shipped: unknown;
} & (
  | { kind: 'words'; maxItems: number | undefined }
  /** A list whose entries may be long and hold commas: one a line. */
  | { kind: 'lines'; maxItems: number | undefined }
  /** Any of a few. */
  | { kind: 'set'; options: string[] }
  | { kind: 'choice'; options: (string | number)[] }
  | { kind: 'flag' }
  | { kind: 'number'; min: number | undefined; max: number | undefined; whole: boolean }
  | { kind: 'text'; maxLength: number | undefined }
  | { kind: 'none' }
);

/** What may be longer is no word any more. */
const LONGEST_WORD = 200;

type Schema = Record<string, unknown>;

/** The fields of a JSON Schema object (2020-12, as zod writes it), in the order in which it lists them. */
export function fieldsOf(schema: Schema): ParameterField[] {
  const properties = isObject(schema.properties) ? schema.properties : {};
  return Object.entries(properties).flatMap(([name, property]) =>
    isObject(property) ? [fieldOf(name, property)] : [],
  );
}

function fieldOf(name: string, schema: Schema): ParameterField {
  const common = {
    name,
    label: labelOf(name),
    description: typeof schema.description === 'string' ? schema.description : '',
    shipped: schema.default,
  };
  const options = choicesOf(schema);
  if (options) return { ...common, kind: 'choice', options };
  if (schema.type === 'array' && isObject(schema.items) && schema.items.type === 'string') {
    const of = choicesOf(schema.items);
    if (of) return { ...common, kind: 'set', options: of.map(String) };
    const long = (numberOf(schema.items.maxLength) ?? 0) > LONGEST_WORD;
    return { ...common, kind: long ? 'lines' : 'words', maxItems: numberOf(schema.maxItems) };
  }
  if (schema.type === 'boolean') return { ...common, kind: 'flag' };
  if (schema.type === 'integer' || schema.type === 'number') {
    return {
      ...common,
      kind: 'number',
      min: numberOf(schema.minimum),
      max: numberOf(schema.maximum),
      whole: schema.type === 'integer',
    };
  }
  if (schema.type === 'string') return { ...common, kind: 'text', maxLength: numberOf(schema.maxLength) };
  return { ...common, kind: 'none' };
}

/** The values of an enum, or of a union of constants, when all of them are texts or numbers. */
function choicesOf(schema: Schema): (string | number)[] | null {
  const union = [schema.anyOf, schema.oneOf].find(Array.isArray);
  const values: unknown = schema.enum ?? union?.map((one: unknown) => (isObject(one) ? one.const : undefined));
  const plain = (value: unknown) => typeof value === 'string' || typeof value === 'number';
  return Array.isArray(values) && values.length > 0 && values.every(plain) ? values : null;
}

const PROPER: Record<string, string> = { url: 'URL', wiz: 'Wiz', sla: 'SLA', vip: 'VIP', ai: 'AI' };

/** One of the values that may be chosen, as people say it: `on_call` → “On call”, `ipv4` → “IPv4”, `otx` → “AlienVault OTX”. */
export function optionName(option: string | number): string {
  const value = String(option);
  const source = sourceName(value);
  if (source !== value) return source;
  return (OBSERVABLE_TYPES as readonly string[]).includes(value)
    ? observableTypeName(value as ObservableType)
    : labelOf(value.replaceAll(/[._]/g, ' '));
}

/** `reopenWithinDays` → “Reopen within days”. */
function labelOf(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  const named = words.replace(/\b(url|wiz|sla|vip|ai)\b/g, (word) => PROPER[word] ?? word);
  return named.charAt(0).toUpperCase() + named.slice(1);
}

/** What a form begins with: what ships, else what an untouched control shows. Nothing where a person must say something. */
export function initialValues(fields: readonly ParameterField[]): Schema {
  return Object.fromEntries(fields.map((field) => [field.name, field.shipped ?? untouched(field)]));
}

function untouched(field: ParameterField): unknown {
  if (field.kind === 'choice') return field.options[0];
  if (field.kind === 'flag') return false;
  return field.kind === 'words' || field.kind === 'lines' || field.kind === 'set' ? [] : undefined;
}

/** A shipped value in one short piece of text. */
export function shippedText(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : value.join(', ');
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** True when two parameter values are the same JSON. */
export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}
