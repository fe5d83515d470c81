/** A filter in the Falcon Query Language. Built from parts, so that no value can become a part of the language. */
export type Fql = string & { readonly fql: unique symbol };

export type FqlValue = string | number | boolean | Date;
type Comparison = '' | '!' | '>' | '>=' | '<' | '<=';

/** `field:'value'`, with `!` before it where it must differ, or `>`, `>=`, `<`, `<=`. A `*` within a text is Falcon's wildcard. */
export const where = (field: string, comparison: Comparison, value: FqlValue): Fql =>
  fql(`${nameOf(field)}:${comparison}${literal(value)}`);

/** `field:['a','b']`: one of them. */
export const oneOf = (field: string, values: readonly FqlValue[]): Fql =>
  fql(`${nameOf(field)}:[${values.map(literal).join(',')}]`);

/** The field has no value. */
export const isEmpty = (field: string): Fql => fql(`${nameOf(field)}:!'*'`);

/** All of them fit; those that are null are left out. Null: there is none. */
export const allOf = (...parts: readonly (Fql | null)[]): Fql | null => joined(parts, '+');
/** At least one of them fits. */
export const anyOf = (...parts: readonly (Fql | null)[]): Fql | null => joined(parts, ',');

/** A filter that an administrator wrote, as one part; null for an empty one. It is Falcon that says whether it is one. */
export const written = (text: string): Fql | null => (text.trim() === '' ? null : fql(text.trim()));

/** Of a filter that an administrator wrote nobody knows how it is joined: it is a part by its parentheses, as is a choice among others that must all fit. */
function joined(parts: readonly (Fql | null)[], by: '+' | ','): Fql | null {
  const told = parts.filter((part) => part !== null);
  if (told.length < 2) return told[0] ?? null;
  return fql(told.map((part) => (needsParentheses(part, by) ? `(${part})` : part)).join(by));
}

/** The text without what stands in quotes, brackets and parentheses: what is left joins its parts. */
const joints = (part: Fql): string => part.replace(/'(?:[^'\\]|\\.)*'/g, '').replace(/\[[^\]]*\]|\([^()]*\)/g, '');

const needsParentheses = (part: Fql, by: '+' | ','): boolean => (by === '+' ? /[,()]/ : /[+()]/).test(joints(part));

const fql = (text: string) => text as Fql;

function nameOf(field: string): string {
  if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$/i.test(field)) throw new Error(`“${field}” is no field of a filter.`);
  return field;
}

function literal(value: FqlValue): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return `'${escaped(value instanceof Date ? value.toISOString() : value)}'`;
}

const escaped = (text: string) => text.replace(/[\\']/g, (sign) => `\\${sign}`);
