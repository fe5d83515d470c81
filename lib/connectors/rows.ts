import type { z } from 'zod';

/** A row that did not have the expected shape: where it stood, what was wrong, and the row as it came. */
export interface Reject {
  index: number;
  problem: string;
  row: unknown;
}

/** Parses rows one by one, so that one odd row of a vendor's page does not lose the others. */
export function parseRows<S extends z.ZodType>(
  schema: S,
  rows: readonly unknown[],
): { good: z.infer<S>[]; rejects: Reject[] } {
  const good: z.infer<S>[] = [];
  const rejects: Reject[] = [];
  for (const [index, row] of rows.entries()) {
    const parsed = schema.safeParse(row);
    if (parsed.success) {
      good.push(parsed.data);
      continue;
    }
    const problem = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'row'}: ${message}`).join('; ');
    rejects.push({ index, problem, row });
  }
  return { good, rejects };
}
