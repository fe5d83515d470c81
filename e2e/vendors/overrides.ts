/** A part of a body, at any depth, that replaces the generated one. Lists are replaced whole. */
export type Overrides<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]?: Overrides<T[K]> } & Record<string, unknown>
    : T;

/** `base` with `overrides` merged in, object by object; neither is changed. `undefined` removes a field. */
export function withOverrides<T>(base: T, overrides: Overrides<NoInfer<T>> | undefined): T {
  return merge(base, overrides ?? {}) as T;
}

function merge(base: unknown, over: unknown): unknown {
  if (!isPlain(base) || !isPlain(over)) return over;
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
