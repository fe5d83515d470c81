import type { RunbookRow } from '../../db/schema/index.ts';
import type { RunbookView } from '../../domain/views/settings.ts';

export function runbookView(row: RunbookRow): RunbookView {
  const { key, version, name, category, source, phases, retiredAt, updatedAt } = row;
  return {
    key,
    version,
    name,
    category,
    source,
    phases,
    retired: retiredAt !== null,
    updatedAt: updatedAt.toISOString(),
  };
}
