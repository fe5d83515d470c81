/** An integer of sixteen digits or more may be beyond what a number holds exactly. */
const LONG = /\d{16}/;
const LONG_INTEGER = /^-?\d{16,}$/;

/**
 * Parses JSON like `JSON.parse`, but keeps whole numbers of sixteen digits and more as text: rounded, the ids of two alerts would be one.
 * Throws SyntaxError.
 */
export function parseExact(text: string): unknown {
  return LONG.test(text) ? JSON.parse(text, keepLong as Reviver) : JSON.parse(text);
}

type Reviver = (key: string, value: unknown) => unknown;

/** `source` is the value as it was written (ECMA-262, JSON.parse source text access). */
function keepLong(_key: string, value: unknown, { source = '' }: { source?: string }): unknown {
  return typeof value === 'number' && LONG_INTEGER.test(source) ? source : value;
}
