const ODD = [null, 0, true, [], { a: 1 }, ['x', '']];

/** A body with each of its fields in turn replaced by each of some odd values, and what was replaced by what. */
export function oddBodies(body: unknown): { what: string; odd: unknown }[] {
  return pathsOf(body).flatMap((path) =>
    ODD.map((by) => ({ what: `${path.join('.')} = ${JSON.stringify(by)}`, odd: replaced(body, path, by) })),
  );
}

function pathsOf(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [[...path, key], ...pathsOf(each, [...path, key])]);
}

function replaced(value: unknown, [key, ...rest]: string[], by: unknown): unknown {
  if (key === undefined) return by;
  const each = (value as Record<string, unknown>)[key];
  if (Array.isArray(value)) return value.with(Number(key), replaced(each, rest, by));
  return { ...(value as object), [key]: replaced(each, rest, by) };
}
