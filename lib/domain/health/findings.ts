import type { Fact } from '../grounding.ts';
import { rankOf, SEVERITIES } from '../severity.ts';
import type { HealthItem, HealthSnapshot } from '../views/health.ts';

/** A report lists so many; it counts all. */
const MOST_LISTED = 200;
const MOST_TALLIED = 10;

export type Counted = Pick<
  HealthSnapshot,
  'unassigned' | 'others' | 'total' | 'bySeverity' | 'byHost' | 'byTechnique' | 'change'
>;

type Before = Pick<HealthSnapshot, 'at' | 'unassigned' | 'others'>;

/** What was found, in order and counted, and what is other than at the check before. */
export function countFindings(items: readonly HealthItem[], before: Before | null): Counted {
  const unassigned = items.toSorted(
    (a, b) => rankOf(b.severity) - rankOf(a.severity) || b.ageHours - a.ageHours || (a.id < b.id ? -1 : 1),
  );
  return {
    unassigned: unassigned.slice(0, MOST_LISTED),
    others: unassigned.slice(MOST_LISTED).map(({ id, title, severity, host }) => ({ id, title, severity, host })),
    total: items.length,
    bySeverity: SEVERITIES.toReversed().flatMap((severity) => {
      const count = items.filter((item) => item.severity === severity).length;
      return count > 0 ? [{ severity, count }] : [];
    }),
    byHost: tally(items.map(({ host }) => host)),
    byTechnique: tally(items.map(({ technique }) => technique)),
    change: before && changeSince(unassigned, before),
  };
}

function changeSince(
  now: readonly HealthItem[],
  { at, unassigned, others }: Before,
): NonNullable<HealthSnapshot['change']> {
  const before = [...unassigned, ...others];
  const then = new Set(before.map(({ id }) => id));
  const here = new Set(now.map(({ id }) => id));
  return {
    since: at,
    before: before.length,
    appeared: now.flatMap(({ id }) => (then.has(id) ? [] : [id])),
    gone: before.flatMap(({ id, title, severity, host }) => (here.has(id) ? [] : [{ id, title, severity, host }])),
  };
}

/** The most frequent first; what has no name is not counted. */
function tally(names: readonly (string | null)[]): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const name of names) if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_TALLIED);
}

/** A count of what was read. */
export const atLeast = (count: number, more: boolean): string => (more ? `at least ${count}` : String(count));

/** What may leave the house, to a model or a channel. */
export const tellable = (items: readonly HealthItem[]): HealthItem[] => items.filter(({ red }) => !red);

/**
 * The facts that the summary is made of, those that matter most first. Ages are told in whole hours. They leave the house: what is TLP:RED is counted in
 * them, and not named.
 */
export function factsOf(
  items: readonly HealthItem[],
  { total, bySeverity, change }: Pick<Counted, 'total' | 'bySeverity' | 'change'>,
  of: Pick<HealthSnapshot, 'at' | 'looked' | 'timers' | 'ownedHere' | 'more'>,
): Fact[] {
  const fact = (id: string, label: string, value: string): Fact[] =>
    value === '' ? [] : [{ id, label, value: value.slice(0, 500), source: 'CrowdStrike Falcon', at: of.at }];
  const told = tellable(items);
  const oldest = told.toSorted((a, b) => b.ageHours - a.ageHours)[0];
  const names = (rows: readonly { name: string; count: number }[]) =>
    rows
      .slice(0, 3)
      .map(({ name, count }) => `${name} (${count})`)
      .join(', ');
  return [
    ...fact('unassigned', 'unassigned for too long', atLeast(total, of.more)),
    ...fact('bySeverity', 'by severity', bySeverity.map(({ severity, count }) => `${severity} ${count}`).join(', ')),
    ...fact('oldest', 'oldest', oldest ? `${oldest.title.slice(0, 200)}, ${Math.floor(oldest.ageHours)} hours` : ''),
    ...fact('hosts', 'hosts', names(tally(told.map(({ host }) => host)))),
    ...fact('techniques', 'techniques', names(tally(told.map(({ technique }) => technique)))),
    ...fact(
      'red',
      'of TLP:RED cases, named in the report alone',
      told.length < items.length ? String(items.length - told.length) : '',
    ),
    ...fact(
      'change',
      'change since the last check',
      change ? `new ${change.appeared.length}, gone ${change.gone.length}, before ${change.before}` : '',
    ),
    ...fact('ownedHere', 'owned here', of.ownedHere > 0 ? String(of.ownedHere) : ''),
    ...fact('open', 'open at Falcon', `detections ${of.looked.detections}, incidents ${of.looked.incidents}`),
    ...fact('timers', 'timers', `started ${of.timers.started}, stopped ${of.timers.stopped}`),
  ];
}
