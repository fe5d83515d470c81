/** Under which names the shipped mappings keep the rule that found something, the most exact first. */
const NAMES = ['ruleName', 'rule', 'control'] as const;
const LONGEST = 200;

/** The source's rule that found a case, by its custom fields; null where none is told. */
export function ruleOf(customFields: Readonly<Record<string, unknown>>): string | null {
  for (const name of NAMES) {
    const value = customFields[name];
    if (typeof value === 'string' && value.trim()) return value.trim().slice(0, LONGEST);
  }
  return null;
}
