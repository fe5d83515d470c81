import type { SlaCalendarRow, SlaPolicyRow } from '../../db/schema/index.ts';
import { rankOf } from '../../domain/severity.ts';
import type { PolicyVersionView, PolicyView } from '../../domain/views/sla.ts';

/** Each policy with its versions, the gravest severity first, then the most general. */
export function policyViews(
  rows: readonly SlaPolicyRow[],
  calendars: readonly SlaCalendarRow[],
  now: Date,
): PolicyView[] {
  const names = new Map(calendars.toSorted((a, b) => a.version - b.version).map((row) => [row.calendarId, row.name]));
  return [...Map.groupBy(rows, ({ policyId }) => policyId).values()]
    .map((versions) => policyView(versions, names, now))
    .sort(
      (a, b) =>
        rankOf(b.severity) - rankOf(a.severity) || conditionsOf(a) - conditionsOf(b) || a.name.localeCompare(b.name),
    );
}

const conditionsOf = ({ category, source, vip }: PolicyView) =>
  [category, source, vip].filter((condition) => condition !== null).length;

function policyView(rows: readonly SlaPolicyRow[], names: Map<string, string>, now: Date): PolicyView {
  const byStart = rows.toSorted(
    (a, b) => a.effectiveFrom.getTime() - b.effectiveFrom.getTime() || a.version - b.version,
  );
  const started = byStart.findLast(({ effectiveFrom }) => effectiveFrom <= now);
  const current = started ?? byStart[0]!;
  const retired = current.retiredAt !== null && current.retiredAt <= now;
  return {
    id: current.policyId,
    severity: current.severity,
    category: current.category,
    source: current.source,
    vip: current.vip,
    status: retired ? 'retired' : started ? 'in_force' : 'planned',
    ...versionView(current, names),
    retiredAt: current.retiredAt?.toISOString() ?? null,
    versions: rows.toSorted((a, b) => b.version - a.version).map((row) => versionView(row, names)),
  };
}

function versionView(row: SlaPolicyRow, names: Map<string, string>): PolicyVersionView {
  return {
    version: row.version,
    name: row.name,
    acknowledgeSeconds: row.acknowledgeSeconds,
    resolveSeconds: row.resolveSeconds,
    vipFactor: row.vipFactor,
    atRisk: row.atRisk,
    calendar: { id: row.calendarId, name: names.get(row.calendarId) ?? 'Around the clock' },
    effectiveFrom: row.effectiveFrom.toISOString(),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
  };
}
