import { inArray } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../../db/client.ts';
import { caseMilestones, cases, members } from '../../db/schema/index.ts';
import type { Work } from '../../domain/figures/milestone.ts';
import { spreadOf } from '../../domain/figures/spread.ts';
import { rankOf, type Severity } from '../../domain/severity.ts';
import type { GroupFigures, Grouping, Kept } from '../../domain/views/figures.ts';
import type { StockRow } from './stock.ts';
import { sumOf, type Tally } from './tally.ts';

const COLUMN = {
  severity: 'severity',
  assignee: 'assigneeId',
  source: 'source',
  category: 'category',
  store: 'store',
  state: 'state',
} as const satisfies Record<Grouping, keyof typeof caseMilestones>;

/** The dimension’s column, of the milestones and of the cases. */
export function groupColumns(grouping: Grouping): { milestones: PgColumn; cases: PgColumn } {
  const name = COLUMN[grouping];
  return { milestones: caseMilestones[name], cases: cases[name] };
}

export type GroupTallies = Record<'acknowledged' | 'resolved' | 'acknowledge_target' | 'resolve_target', Tally[]>;

/** The figures of each group that has any: severities from the gravest, others by what is open, then by name. */
export async function groupFigures(
  db: Db,
  grouping: Grouping,
  stock: readonly StockRow[],
  tallies: GroupTallies,
): Promise<GroupFigures[]> {
  const open = new Map(stock.filter((row) => row.byGroup).map((row) => [row.key, row]));
  const inPeriod = Object.entries(tallies).map(
    ([kind, rows]) =>
      [
        kind,
        Map.groupBy(
          rows.filter(({ place }) => typeof place === 'number'),
          ({ key }) => key,
        ),
      ] as const,
  );
  const of = Object.fromEntries(inPeriod) as Record<keyof GroupTallies, Map<string | null, Tally[]>>;
  const keys = [...new Set([...open.keys(), ...inPeriod.flatMap(([, rows]) => [...rows.keys()])])];
  const names = grouping === 'assignee' ? await namesOf(db, keys) : null;
  const kept = (rows: readonly Tally[] = []): Kept => ({
    met: sumOf(rows, 'casesOfPeriod', (row) => !row.breached),
    breached: sumOf(rows, 'casesOfPeriod', (row) => row.breached),
  });
  const took = (rows: readonly Tally[] = [], work: Work) =>
    spreadOf(rows.filter((row) => row.work === work).map((row) => row.seconds));
  const groups = keys.map(
    (key): GroupFigures => ({
      key,
      name: key === null ? NOBODY[grouping] : (names?.get(key) ?? key),
      open: open.get(key)?.open ?? 0,
      atRisk: open.get(key)?.atRisk ?? 0,
      breached: open.get(key)?.breached ?? 0,
      acknowledge: kept(of.acknowledge_target.get(key)),
      resolve: kept(of.resolve_target.get(key)),
      acknowledged: took(of.acknowledged.get(key), 'people'),
      resolved: {
        people: took(of.resolved.get(key), 'people'),
        automated: took(of.resolved.get(key), 'automated'),
      },
    }),
  );
  return groups.sort(orderOf(grouping));
}

const NOBODY: Record<Grouping, string> = {
  severity: 'None',
  assignee: 'Nobody',
  source: 'None',
  category: 'None',
  store: 'No store',
  state: 'None',
};

function orderOf(grouping: Grouping): (a: GroupFigures, b: GroupFigures) => number {
  if (grouping === 'severity') return (a, b) => rankOf(b.key as Severity) - rankOf(a.key as Severity);
  return (a, b) => b.open - a.open || a.name.localeCompare(b.name, 'en');
}

async function namesOf(db: Db, keys: readonly (string | null)[]): Promise<Map<string, string>> {
  const ids = keys.filter((key) => key !== null);
  if (ids.length === 0) return new Map();
  const rows = await db.select({ id: members.id, name: members.name }).from(members).where(inArray(members.id, ids));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
