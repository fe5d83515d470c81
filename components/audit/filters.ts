export const FILTER_NAMES = ['actor', 'action', 'entity', 'entityId', 'from', 'to'] as const;
export type AuditFilterValues = Record<(typeof FILTER_NAMES)[number], string>;

/** What the API is asked for. Days are those of the reader's zone, the last one included; what is no day does not filter. */
export function paramsOf({ from, to, ...rest }: AuditFilterValues): Record<string, string> {
  const given = Object.entries({ ...rest, from: startOf(from, 0), to: startOf(to, 1) });
  return Object.fromEntries(given.filter((entry): entry is [string, string] => Boolean(entry[1]?.trim())));
}

function startOf(day: string, later: number): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (!year) return undefined;
  return new Date(Number(year), Number(month) - 1, Number(date) + later).toISOString();
}
