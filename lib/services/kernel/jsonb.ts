/**
 * JSON text that Postgres takes as jsonb: it refuses what JSON itself allows, NUL characters and halves of surrogate pairs, and one of
 * them in a vendor's body would fail the write for ever. Each becomes U+FFFD, the replacement character. Undefined becomes null.
 */
export function jsonbText(value: unknown): string {
  // JSON.stringify writes a surrogate as an escape only where its other half is missing. The last alternative eats any other escape,
  // so that a backslash in front of "u0000" is not read as the start of one.
  return (JSON.stringify(value) ?? 'null').replace(/\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g, (found) =>
    found.startsWith('\\u0000') || found.startsWith('\\ud') ? '\ufffd' : found,
  );
}

/** The same value with what jsonb refuses replaced. */
export function jsonbSafe<T>(value: T): T {
  return JSON.parse(jsonbText(value)) as T;
}
