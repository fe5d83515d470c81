type Evaluate = typeof import('#lib/services/mappings/evaluate.ts');

/** What the mapping does in the place of its work. */
export const mapping = { instead: null as (() => ReturnType<Evaluate['evaluateMapping']>) | null };

/** The module of the mapping's evaluation, for `vi.mock`, that {@link mapping} can stop. */
export async function stoppable(original: () => Promise<Evaluate>): Promise<Evaluate> {
  const real = await original();
  const evaluateMapping: Evaluate['evaluateMapping'] = (...args) =>
    mapping.instead ? mapping.instead() : real.evaluateMapping(...args);
  return { ...real, evaluateMapping };
}
